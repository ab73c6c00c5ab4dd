namespace Gateway.Plugins;

/// <summary><c>Gateway:Plugins</c>: where plugins are found, and which of them may run.</summary>
internal sealed class PluginOptions
{
    public const string Section = "Gateway:Plugins";

    /// <summary>Holds one folder per plugin. Relative to the content root. Whoever can write there runs code in the gateway.</summary>
    public string Directory { get; set; } = "plugins";

    /// <summary>
    /// Where the plugins that travel inside the program are laid out; relative to the content root. It belongs to the program alone: what is
    /// there and is not the program's is removed.
    /// </summary>
    public string ShippedDirectory { get; set; } = "data/plugins";

    /// <summary>Whether plugins that are added, replaced or removed while the gateway runs are taken up.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>
    /// SHA-256, in hex, of every file of every plugin that may be loaded, dependencies included; of those that end in
    /// <c>.deps.json</c>, <c>.pdb</c>, <c>.xml</c>, <c>.md</c> or <c>.txt</c> only what the <c>.deps.json</c> names. Empty means any: then the
    /// permissions of <see cref="Directory"/> are the only guard.
    /// </summary>
    public IList<string> TrustedHashes { get; set; } = [];

    /// <summary>The types without which the gateway is not ready.</summary>
    public IList<string> Required { get; set; } = [];

    /// <summary>How long a plugin may take to be made; no setting. One that blocks for ever must not keep the gateway from starting.</summary>
    internal TimeSpan LoadTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a folder must stay as it is before it is taken up; no setting. Longer than a copying tool pauses.</summary>
    internal TimeSpan QuietTime { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often is looked where the system tells nothing of changes; no setting. On network volumes, that is everywhere.</summary>
    internal TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
