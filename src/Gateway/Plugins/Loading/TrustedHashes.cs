namespace Gateway.Plugins.Loading;

/// <summary>The operator's list of files that may run, which lies outside the plugin directory.</summary>
internal static class TrustedHashes
{
    // What cannot run, and steers nothing but which of the listed files of the same folder is loaded.
    private static readonly string[] Harmless = [".deps.json", ".pdb", ".xml", ".md", ".txt"];

    /// <summary>Goes on after «the plugin»'s name.</summary>
    public static string? ProblemOf(PluginFolder folder, IEnumerable<PluginFile> files, IEnumerable<string> trusted)
    {
        if (folder.Root.IsShipped)
        {
            return null;
        }

        var hashes = trusted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strange = hashes.Count == 0
            ? null
            : files.FirstOrDefault(file => !hashes.Contains(file.Sha256) && !Harmless.Any(end => file.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
        return strange is null
            ? null
            : $"may not run: its file «{Path.Combine(folder.Directory, strange.Path)}» with SHA-256 {strange.Sha256} is not in {PluginOptions.Section}:TrustedHashes.";
    }
}
