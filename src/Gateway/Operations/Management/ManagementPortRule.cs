using System.Runtime.CompilerServices;
using Gateway.Configuration;

namespace Gateway.Operations.Management;

/// <summary>
/// The management port is told from the public ones by its number alone. Were it the same on another address, whoever reaches the public
/// one would be shown what is the operator's.
/// </summary>
internal sealed class ManagementPortRule : ISettingsRule
{
    private const string Key = ManagementOptions.Section + ":Url";

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (PortOf(settings[Key]) is not { } management || management == 0)
        {
            yield break;
        }

        var endpoints = settings.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint.Key != ManagementPort.EndpointName)
            .Select(endpoint => (Key: endpoint.Path + ":Url", Url: endpoint["Url"]))
            .ToList();
        var addresses = endpoints.Count > 0
            ? endpoints
            : [.. PublicUrls(settings).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => (Key: "Urls", Url: (string?)url))];
        foreach (var (key, url) in addresses.Where(address => PortOf(address.Url) == management))
        {
            yield return $"{Key} must have a port of its own, and {key} has {url?.Trim()}.";
        }
    }

    // The server has been told to listen on the management address too, behind the public ones.
    private static string PublicUrls(IConfiguration settings)
    {
        var urls = settings["Urls"] ?? "";
        var own = ";" + settings[Key];
        return urls.EndsWith(own, StringComparison.Ordinal) ? urls[..^own.Length] : urls;
    }

    private static int? PortOf(string? url)
    {
        try
        {
            return string.IsNullOrWhiteSpace(url) ? null : BindingAddress.Parse(url.Trim()).Port;
        }
        catch (FormatException)
        {
            // Another rule, or the server, says so.
            return null;
        }
    }
}
