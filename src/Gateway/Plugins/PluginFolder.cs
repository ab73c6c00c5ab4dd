namespace Gateway.Plugins;

/// <summary>A place where a plugin was found: <c>plugins/Name</c>, or <c>plugins/Name/1.2.0</c>.</summary>
/// <param name="Name">The plugin's name, which its assembly has too.</param>
/// <param name="Directory">Where its files are, as found: links are not resolved.</param>
/// <param name="Root">The directory that it was found in, out of which no link may lead.</param>
internal sealed record PluginFolder(string Name, string Directory, PluginRoot Root)
{
    public string MainAssembly => Path.Combine(Directory, $"{Name}.dll");
}
