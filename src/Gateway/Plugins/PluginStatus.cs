namespace Gateway.Plugins;

/// <summary>What an operator sees of one plugin. Holds nothing of the plugin itself.</summary>
internal sealed record PluginStatus
{
    /// <summary>The folder's name.</summary>
    public required string Name { get; init; }

    /// <summary>The main assembly's file, where the plugin was found.</summary>
    public required string Path { get; init; }

    public required PluginState State { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it was refused, or taken out; null when it serves, or its folder was changed.</summary>
    public string? Reason { get; init; }

    /// <summary>The informational version of the assembly; null when it could not be read. So are the next two.</summary>
    public string? Version { get; init; }

    /// <summary>The contract it was built against.</summary>
    public string? ContractVersion { get; init; }

    /// <summary>Of the main assembly, in lower-case hex.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Every file that was loaded or could have been: what <c>TrustedHashes</c> has to list.</summary>
    public IReadOnlyList<PluginFile> Files { get; init; } = [];

    /// <summary>Empty when it never got as far as telling.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The capability interfaces' names, of all its types together.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Things to mend that do not stop it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Its calls; goes on counting while it serves.</summary>
    public PluginUsage Usage { get; init; } = new();
}
