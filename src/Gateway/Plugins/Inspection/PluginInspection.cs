namespace Gateway.Plugins.Inspection;

/// <summary>What was read of a plugin before any of it ran.</summary>
internal sealed record PluginInspection
{
    /// <summary>Why it must not be loaded; null when it may.</summary>
    public string? Problem { get; init; }

    public string? Version { get; init; }

    public string? ContractVersion { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}
