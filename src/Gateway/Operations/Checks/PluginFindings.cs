using Gateway.Plugins;

namespace Gateway.Operations.Checks;

/// <summary>Loads the plugins as a start would.</summary>
internal sealed class PluginFindings(PluginHost host) : ICheck
{
    public string Name => "plugins";

    public bool IsOnline => false;

    public bool NeedsValidSettings => true;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken)
    {
        await host.StartingAsync(cancellationToken);
        try
        {
            List<CheckFinding> findings =
            [
                .. host.Plugins.Select(Judge),
                .. host.Plugins.SelectMany(plugin => plugin.Warnings.Select(warning => CheckFinding.Warning($"{plugin.Name}: {warning}"))),
                .. host.MissingTypes.Select(type => CheckFinding.Problem(
                    $"no plugin serves {type}, which {PluginOptions.Section}:Required asks for.")),
            ];
            return findings.Count > 0 ? findings : [CheckFinding.Warning("none was found: no type can be linked.")];
        }
        finally
        {
            await host.StoppedAsync(cancellationToken);
        }
    }

    private static CheckFinding Judge(PluginStatus plugin) => plugin.State == PluginState.Serving
        ? CheckFinding.Good($"{plugin.Name} {plugin.Version} serves {string.Join(", ", plugin.Types)}.")
        : CheckFinding.Problem(plugin.Reason ?? $"{plugin.Name} cannot be loaded.");
}
