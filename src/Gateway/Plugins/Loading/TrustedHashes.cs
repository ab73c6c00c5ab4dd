namespace Gateway.Plugins.Loading;

/// <summary>The operator's list of files that may run, which lies outside the plugin directory.</summary>
internal static class TrustedHashes
{
    // What cannot run, and steers nothing but which of the listed files of the same folder is loaded.
    private static readonly string[] Harmless = [".deps.json", ".pdb", ".xml", ".md", ".txt"];

    public static string? ProblemOf(PluginCopy copy, IEnumerable<string> trusted)
    {
        var hashes = trusted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var strange = hashes.Count == 0
            ? null
            : copy.Files.FirstOrDefault(file => !hashes.Contains(file.Sha256) && !Harmless.Any(end => file.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)));
        return strange is null
            ? null
            : $"may not run: its file «{Path.Combine(copy.Folder.Directory, strange.Path)}» with SHA-256 {strange.Sha256} is not in {PluginOptions.Section}:TrustedHashes.";
    }
}
