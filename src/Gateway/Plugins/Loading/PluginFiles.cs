namespace Gateway.Plugins.Loading;

/// <summary>Which files belong to a plugin. Names that start with a dot do not: they are its operator's, or its file system's.</summary>
internal static class PluginFiles
{
    private const int MaxFiles = 5000;
    private const int MaxDepth = 16;

    /// <summary>The files by their path in the folder, with slashes; or in one sentence why they must not be used.</summary>
    /// <exception cref="IOException">They cannot be read. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public static (SortedDictionary<string, string> Files, string? Problem) Collect(PluginFolder folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var problem = WritableProblemOf(folder.Root.Directory)
            ?? Collect(folder.Directory, "", RealPath.Of(folder.Root.Directory), files, MaxDepth);
        return (files, problem);
    }

    /// <summary>Whoever may write a plugin's files runs code in the gateway.</summary>
    public static bool IsWritableByAll(string path)
        => !OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.OtherWrite) != 0;

    private static string? Collect(string directory, string prefix, string realRoot, SortedDictionary<string, string> files, int depth)
    {
        if (depth == 0)
        {
            return $"its folders are nested deeper than {MaxDepth}.";
        }

        if (ProblemOf(directory, realRoot) is { } directoryProblem)
        {
            return directoryProblem;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(directory))
        {
            var name = Path.GetFileName(entry);
            if (name.StartsWith('.'))
            {
                continue;
            }

            var problem = Directory.Exists(entry)
                ? Collect(entry, $"{prefix}{name}/", realRoot, files, depth - 1)
                : ProblemOf(entry, realRoot);
            if (problem is not null)
            {
                return problem;
            }

            if (File.Exists(entry))
            {
                files[prefix + name] = entry;
            }

            if (files.Count > MaxFiles)
            {
                return $"it has more than {MaxFiles} files.";
            }
        }

        return null;
    }

    private static string? ProblemOf(string path, string realRoot)
        => RealPath.IsInside(RealPath.Of(path), realRoot)
            ? WritableProblemOf(path)
            : $"«{path}» is a link that leads out of the plugin directory.";

    private static string? WritableProblemOf(string path)
        => IsWritableByAll(path) ? $"«{path}» can be written by every user of this machine: take that permission away." : null;
}
