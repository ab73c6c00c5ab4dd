using System.Runtime.CompilerServices;

namespace Gateway.Configuration;

/// <summary>
/// Names keys at the root of a settings file that nothing reads, as a section whose name is misspelt. Only of files: the environment is
/// full of what belongs to others.
/// </summary>
internal sealed class FileRootsRule(IEnumerable<SettingsSection> sections) : ISettingsRule
{
    // What .NET reads by itself; of the OpenTelemetry SDK, whatever starts with OTEL_.
    private static readonly string[] OfTheHost =
    [
        "$schema", "Urls", "http_ports", "https_ports", "AllowedHosts", "Kestrel", "Logging", "Environment", "ContentRoot", "ApplicationName",
        "shutdownTimeoutSeconds", "hostBuilder",
    ];

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var known = OfTheHost
            .Concat(sections.Select(section => section.Path.Split(':')[0]))
            .Append(SettingsShape.Root)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var provider in (settings as IConfigurationRoot)?.Providers.OfType<FileConfigurationProvider>() ?? [])
        {
            foreach (var key in provider.GetChildKeys([], parentPath: null).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!known.Contains(key) && !key.StartsWith("OTEL_", StringComparison.Ordinal))
                {
                    yield return $"{key} is not a setting (file {provider.Source.Path}).";
                }
            }
        }
    }
}
