namespace Gateway.Plugins;

/// <summary>A place where a plugin was found: <c>plugins/Name</c>, or <c>plugins/Name/1.2.0</c>.</summary>
/// <param name="Name">The plugin's name, which its assembly has too.</param>
/// <param name="Directory">Where its files are, as found: links are not resolved.</param>
internal sealed record PluginFolder(string Name, string Directory)
{
    /// <summary>The directory of the program's own plugins, if it is one of them: they were checked when they were laid out.</summary>
    public string? ShippedIn { get; init; }

    public string MainAssembly => Path.Combine(Directory, $"{Name}.dll");
}
