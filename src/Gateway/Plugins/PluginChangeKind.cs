namespace Gateway.Plugins;

/// <summary>What has become of a plugin.</summary>
internal enum PluginChangeKind
{
    /// <summary>It serves, and nothing did under its name.</summary>
    Added,

    /// <summary>It serves in the place of another build.</summary>
    Replaced,

    /// <summary>It serves in the place of another one of the very same files, which was made over other settings.</summary>
    Reconfigured,

    /// <summary>Its folder has gone, and it serves no more.</summary>
    Removed,

    /// <summary>It serves no more, because it is no longer among what the operator trusts.</summary>
    Distrusted,

    /// <summary>It cannot serve. What serves under its name, if anything, goes on.</summary>
    Refused,
}
