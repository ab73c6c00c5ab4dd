namespace Gateway.Plugins;

/// <summary>A file of a plugin as it was read when the plugin was loaded.</summary>
/// <param name="Path">Relative to the plugin's folder, with slashes.</param>
/// <param name="Sha256">In lower-case hex.</param>
internal sealed record PluginFile(string Path, string Sha256);
