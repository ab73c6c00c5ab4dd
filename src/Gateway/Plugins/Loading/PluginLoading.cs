namespace Gateway.Plugins.Loading;

/// <summary>What came of loading a plugin: the plugin, or only the status that says why there is none.</summary>
/// <param name="Status">What an operator sees of it.</param>
/// <param name="Plugin">Null when it was refused, or not needed.</param>
/// <param name="IsServing">Whether it was not needed, because the very same files serve already.</param>
internal sealed record PluginLoading(PluginStatus Status, LoadedPlugin? Plugin = null, bool IsServing = false);
