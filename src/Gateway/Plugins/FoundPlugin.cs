namespace Gateway.Plugins;

/// <summary>A plugin as it lay in its folder at one moment.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Candidates">The places it could be loaded from, best first.</param>
/// <param name="Fingerprint">Changes whenever a file of it does.</param>
/// <param name="IsEmpty">Whether there is no file at all: what is left when an operator has taken the last version away.</param>
internal sealed record FoundPlugin(string Name, IReadOnlyList<PluginFolder> Candidates, string Fingerprint, bool IsEmpty);
