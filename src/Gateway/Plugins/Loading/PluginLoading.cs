namespace Gateway.Plugins.Loading;

/// <summary>What came of loading a plugin: the plugin, or only the status that says why there is none.</summary>
internal sealed record PluginLoading(PluginStatus Status, LoadedPlugin? Plugin = null);
