using System.Reflection;

namespace Gateway.Plugins;

/// <summary>The files of plugins that a program carries as resources, below <c>shipped/</c>; none in a build for development.</summary>
internal sealed class ShippedFiles(Assembly program)
{
    private const string Prefix = "shipped/";

    /// <summary>Paths with slashes, the first part of which is the plugin's folder; in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal)];

    public Stream Open(string name) => program.GetManifestResourceStream(Prefix + name)!;
}
