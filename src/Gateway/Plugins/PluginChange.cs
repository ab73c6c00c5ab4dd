namespace Gateway.Plugins;

/// <summary>Something that has become of a plugin.</summary>
/// <param name="Kind">What.</param>
/// <param name="Status">Of the build that it is about: the one that was added, took the place, was refused, or has gone.</param>
/// <param name="Before">The build that served before, if another one has taken its place.</param>
internal sealed record PluginChange(PluginChangeKind Kind, PluginStatus Status, PluginStatus? Before = null);
