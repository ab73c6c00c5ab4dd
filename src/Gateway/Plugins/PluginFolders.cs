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
    /// <exception cref="IOException">The directory is not there. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public static IReadOnlyList<(string Name, IReadOnlyList<PluginFolder> Candidates)> Find(PluginRoot root)
        => [.. Directory.EnumerateDirectories(root.Directory)
            .Select(path => Path.GetFileName(path))
            .Where(name => NameShape().IsMatch(name))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, (IReadOnlyList<PluginFolder>)Candidates(new PluginFolder(name, Path.Combine(root.Directory, name), root))))];

    private static List<PluginFolder> Candidates(PluginFolder itself)
    {
        var versions = VersionFoldersOf(itself)
            .Select(path => itself with { Directory = path })
            .Where(candidate => File.Exists(candidate.MainAssembly))
            .ToList();
        return versions.Count == 0 || File.Exists(itself.MainAssembly) ? [.. versions, itself] : versions;
    }

    private static IEnumerable<string> VersionFoldersOf(PluginFolder plugin)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(plugin.Directory)
                .Select(path => (Path: path, Version: PluginVersion.TryParse(Path.GetFileName(path))))
                .Where(folder => folder.Version is not null)
                .OrderByDescending(folder => folder.Version)
                .Select(folder => folder.Path)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has gone just now, or may not be read: that is found out, and told, when it is loaded.
            return [];
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameShape();
}
