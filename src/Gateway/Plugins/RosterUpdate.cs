using Gateway.Plugins.Loading;

namespace Gateway.Plugins;

/// <summary>What came of one update of the roster.</summary>
/// <param name="Changes">In the order in which they came about.</param>
/// <param name="Released">The plugins that no longer serve, or never did, to be let go once the catalog is swapped.</param>
internal sealed record RosterUpdate(IReadOnlyList<PluginChange> Changes, IReadOnlyList<LoadedPlugin> Released)
{
    /// <summary>Whether a type may have become free that another plugin was refused for.</summary>
    public bool FreesTypes => Changes.Any(change => change.Kind is not (PluginChangeKind.Added or PluginChangeKind.Refused));
}
