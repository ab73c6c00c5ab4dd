namespace Gateway.Plugins;

/// <summary>What became of a plugin.</summary>
internal enum PluginState
{
    /// <summary>Its providers answer calls.</summary>
    Serving,

    /// <summary>It cannot be loaded, or may not.</summary>
    Refused,

    /// <summary>Another build of the same plugin has taken its place.</summary>
    Replaced,

    /// <summary>Its folder has gone.</summary>
    Removed,
}
