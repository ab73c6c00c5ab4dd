using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Operations.Management;
using Gateway.Plugins;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Commands;

/// <summary><c>gateway plugins</c>: what is in the plugin folders, and whether it would be served; or what a running gateway serves.</summary>
internal sealed class PluginsCommand : Command, IHasExamples
{
    private const string Path = "/plugins";

    private static readonly Option<bool> Running = new("--running")
    {
        Description = $"Ask the running gateway at {ManagementOptions.Section}:Url instead of loading the plugins.",
    };

    // One cell may say two things; where lines are plain, each of them is a column of its own.
    private static readonly string[] Columns = ["Plugin, version", "State, contract", "Types, capabilities", "Calls, failures, mean latency", "Path, SHA-256, and why it is left out"];

    private readonly CommandContext _context;

    public PluginsCommand(CommandContext context)
        : base("plugins", "List the plugins that are found, the types they serve, and why one is left out.")
    {
        _context = context;
        Options.Add(Running);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(Running), cancellationToken));
    }

    public string Examples => """
        The plugins are loaded as a start would load them. With --running, the gateway that runs tells what it serves, which builds it has
        replaced, and how their calls went.

        Examples:
          gateway plugins
          gateway plugins --Gateway:Plugins:Directory=/opt/gateway/plugins
          gateway plugins --running

        Exit codes:
          0 all are served, 1 one is left out or a required type is missing, 2 wrong usage
        """;

    private async Task<int> RunAsync(bool running, CancellationToken cancellationToken)
    {
        await using var gateway = _context.CreateGateway();
        await CheckSettingsAsync(gateway, running ? ManagementOptions.Section : PluginOptions.Section, cancellationToken);
        if ((running ? await AskAsync(gateway, cancellationToken) : await LoadAsync(gateway, cancellationToken)) is not { } answer)
        {
            return ExitCodes.Failed;
        }

        _context.Console.WriteTable(Columns, answer.Plugins.Select(Row));
        foreach (var type in answer.MissingTypes)
        {
            _context.Console.WriteError($"No plugin serves {type}, which {PluginOptions.Section}:Required asks for.");
        }

        return answer.MissingTypes.Count == 0 && answer.Plugins.All(plugin => plugin.Reason is null) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<PluginListResponse?> LoadAsync(CommandGateway gateway, CancellationToken cancellationToken)
    {
        var host = gateway.Services.GetRequiredService<PluginHost>();
        await host.StartingAsync(cancellationToken);
        try
        {
            return PluginListResponse.From(host);
        }
        finally
        {
            await host.StoppedAsync(cancellationToken);
        }
    }

    private async Task<PluginListResponse?> AskAsync(CommandGateway gateway, CancellationToken cancellationToken)
    {
        var address = new Uri(Reachable(gateway.Services.GetRequiredService<IOptions<ManagementOptions>>().Value.Url), Path);
        try
        {
            using var client = gateway.Services.GetRequiredService<IHttpClientFactory>().CreateClient(ManagementExtensions.HttpClientName);
            return await client.GetFromJsonAsync(address, ManagementJsonContext.Default.PluginListResponse, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            _context.Console.WriteError($"No gateway answers at {address} ({ManagementOptions.Section}:Url): {exception.Message}");
            return null;
        }
    }

    // Every address of the machine is no address to call.
    private static Uri Reachable(string url)
    {
        var address = new UriBuilder(url);
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
        {
            address.Host = ip.Equals(IPAddress.Any) ? $"{IPAddress.Loopback}" : $"[{IPAddress.IPv6Loopback}]";
        }

        return address.Uri;
    }

    // Only what is needed: plugins can be looked at before the auth API's address is known.
    private static async Task CheckSettingsAsync(CommandGateway gateway, string section, CancellationToken cancellationToken)
    {
        var problems = await gateway.Services.GetRequiredService<SettingsCheck>().FindProblemsAsync(cancellationToken);
        if (problems.Where(problem => problem.StartsWith(section, StringComparison.Ordinal)).ToList() is { Count: > 0 } ours)
        {
            throw new InvalidSettingsException(ours);
        }
    }

    private static string[] Row(PluginResponse plugin) =>
    [
        $"{plugin.Name}\n{plugin.Version}",
        $"{plugin.State}\n{plugin.ContractVersion}",
        $"{string.Join(", ", plugin.Types)}\n{string.Join(", ", plugin.Capabilities)}",
        string.Create(CultureInfo.InvariantCulture, $"{plugin.Calls}\n{plugin.Failures}\n{plugin.MeanLatencySeconds:0.000}"),
        $"{plugin.Path}\n{plugin.Sha256}\n{plugin.Reason}",
    ];
}
