using Gateway.Plugins;

namespace Gateway.Operations.Management;

/// <summary>One plugin in <c>/plugins</c>. Calls are counted for each build since it serves, failures are those of the plugin or its platform.</summary>
internal sealed record PluginResponse(
    string Name,
    string State,
    DateTimeOffset Since,
    string? Reason,
    string? Version,
    string? ContractVersion,
    IReadOnlyList<string> Types,
    IReadOnlyList<string> Capabilities,
    IReadOnlyList<string> Warnings,
    string Path,
    string? Sha256,
    long Calls,
    long Failures,
    double? MeanLatencySeconds)
{
    public static PluginResponse From(PluginStatus status) => new(
        status.Name,
        NameOf(status.State),
        status.Since,
        status.Reason,
        status.Version,
        status.ContractVersion,
        status.Types,
        status.Capabilities,
        status.Warnings,
        status.Path,
        status.Sha256,
        status.Usage.Calls,
        status.Usage.Failures,
        status.Usage.MeanLatency?.TotalSeconds);

    private static string NameOf(PluginState state) => state switch
    {
        PluginState.Serving => "serving",
        PluginState.Refused => "refused",
        PluginState.Replaced => "replaced",
        _ => "removed",
    };
}
