using Gateway.Plugins.Inspection;

namespace Gateway.Plugins.Loading;

/// <summary>The operator's list of files that may run, which lies outside the plugin directory.</summary>
internal static class TrustedHashes
{
    // What cannot run, unless a manifest names it. The manifest itself steers nothing but which of the listed files of the same folder is loaded.
    private static string[] Harmless => [".deps.json", ".pdb", ".xml", ".md", ".txt"];

    /// <summary>Goes on after «the plugin»'s name.</summary>
    public static string? ProblemOf(PluginCopy copy, IEnumerable<string> trusted)
    {
        var hashes = trusted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (copy.Folder.Root.IsShipped || hashes.Count == 0)
        {
            return null;
        }

        var named = DependencyManifest.FileNames(copy.Manifest);
        var strange = copy.Files.FirstOrDefault(file => !hashes.Contains(file.Sha256) && !IsHarmless(file, named));
        return strange is null
            ? null
            : $"may not run: its file «{Path.Combine(copy.Folder.Directory, strange.Path)}» with SHA-256 {strange.Sha256} is not in {PluginOptions.Section}:TrustedHashes.";
    }

    // The loader opens what the manifest names, whatever its name ends in.
    private static bool IsHarmless(PluginFile file, IReadOnlySet<string> named)
        => Harmless.Any(end => file.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            && !named.Contains(Path.GetFileName(file.Path));
}
