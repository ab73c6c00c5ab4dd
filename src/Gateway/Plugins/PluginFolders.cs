using System.Text.RegularExpressions;

namespace Gateway.Plugins;

/// <summary>
/// Finds plugins below a directory. Names that start with a dot are left alone, so that an operator can prepare a folder there and
/// rename it when it is whole.
/// </summary>
internal static partial class PluginFolders
{
    /// <summary>
    /// The plugins in the ordinal order of their names, each with the places it could be loaded from, best first: version folders,
    /// the newest first, then the folder itself.
    /// </summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<PluginFolder> Candidates)> Find(string directory)
        => !Directory.Exists(directory)
            ? []
            : [.. Directory.EnumerateDirectories(directory)
                .Select(path => Path.GetFileName(path))
                .Where(name => NameShape().IsMatch(name))
                .Order(StringComparer.Ordinal)
                .Select(name => (name, (IReadOnlyList<PluginFolder>)Candidates(name, Path.Combine(directory, name))))];

    private static List<PluginFolder> Candidates(string name, string path)
    {
        var versions = Directory.EnumerateDirectories(path)
            .Select(child => (Path: child, Version: PluginVersion.TryParse(Path.GetFileName(child))))
            .Where(child => child.Version is not null)
            .OrderByDescending(child => child.Version)
            .Select(child => new PluginFolder(name, child.Path))
            .Where(candidate => File.Exists(candidate.MainAssembly))
            .ToList();

        var itself = new PluginFolder(name, path);
        return versions.Count == 0 || File.Exists(itself.MainAssembly) ? [.. versions, itself] : versions;
    }

    /// <summary>The same over the operator's directory and the program's own: of two with one name, the operator's is the better.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<PluginFolder> Candidates)> Find(string directory, string? shippedDirectory)
    {
        var shipped = shippedDirectory is null ? [] : Find(shippedDirectory);
        return [.. Find(directory)
            .Concat(shipped.Select(plugin => (plugin.Name, Candidates: Ship(plugin.Candidates, shippedDirectory!))))
            .GroupBy(plugin => plugin.Name, plugin => plugin.Candidates, StringComparer.Ordinal)
            .OrderBy(plugin => plugin.Key, StringComparer.Ordinal)
            .Select(plugin => (plugin.Key, (IReadOnlyList<PluginFolder>)[.. plugin.SelectMany(candidates => candidates)]))];
    }

    private static IReadOnlyList<PluginFolder> Ship(IReadOnlyList<PluginFolder> candidates, string directory)
        => [.. candidates.Select(candidate => candidate with { ShippedIn = directory })];

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();
}
