namespace Gateway.Plugins;

/// <summary>What lay in the plugin directories at one moment.</summary>
/// <param name="Plugins">By their names.</param>
/// <param name="UnreadableRoots">Directories that were not there, or could not be read: of what they hold nothing is known.</param>
internal sealed record PluginReading(IReadOnlyDictionary<string, FoundPlugin> Plugins, IReadOnlyList<PluginRoot> UnreadableRoots)
{
    /// <summary>
    /// Whether a plugin is another than it was, has come, or has gone. One that was in a directory of which nothing is known is taken to be
    /// there still: a volume that is away for a moment ends no service.
    /// </summary>
    public bool Differs(string name, FoundPlugin? before)
        => before?.Fingerprint != Plugins.GetValueOrDefault(name)?.Fingerprint && Covers(before);

    /// <summary>Whether all places that a plugin was found in could be looked at.</summary>
    public bool Covers(FoundPlugin? before) => before?.Candidates.Any(candidate => UnreadableRoots.Contains(candidate.Root)) != true;
}
