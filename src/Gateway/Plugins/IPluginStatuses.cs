namespace Gateway.Plugins;

/// <summary>What became of each plugin that was found, for operators.</summary>
internal interface IPluginStatuses
{
    /// <summary>In the order of their names.</summary>
    IReadOnlyList<PluginStatus> Plugins { get; }

    /// <summary>The types of <c>Gateway:Plugins:Required</c> that no plugin serves.</summary>
    IReadOnlyList<string> MissingTypes { get; }
}
