using Gateway.Plugins.Loading;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

/// <summary>Looks for plugins where they can be: in the operator's directory, and in those that the program brings.</summary>
internal sealed class PluginFinder(IOptionsMonitor<PluginOptions> options, IHostEnvironment environment, ShippedPlugins shipped)
{
    /// <summary>The operator's is the first: it may be another one after each reload of the settings.</summary>
    public IReadOnlyList<PluginRoot> Roots
        => [new PluginRoot(Path.GetFullPath(options.CurrentValue.Directory, environment.ContentRootPath)), .. shipped.Roots];

    /// <summary>Does not throw: what cannot be read is told.</summary>
    public PluginReading Read()
    {
        var unreadable = new List<PluginRoot>();
        var folders = new List<(string Name, IReadOnlyList<PluginFolder> Candidates)>();
        foreach (var root in Roots)
        {
            try
            {
                folders.AddRange(PluginFolders.Find(root));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(root);
            }
        }

        return new PluginReading(
            folders.GroupBy(folder => folder.Name, folder => folder.Candidates, StringComparer.Ordinal)
                .Select(folder => Look(folder.Key, [.. folder.SelectMany(candidates => candidates)]))
                .ToDictionary(plugin => plugin.Name, StringComparer.Ordinal),
            unreadable);
    }

    private static FoundPlugin Look(string name, IReadOnlyList<PluginFolder> candidates)
    {
        var fingerprint = new PluginFingerprint();
        foreach (var candidate in candidates)
        {
            fingerprint.Add(candidate);
        }

        return new FoundPlugin(name, candidates, fingerprint.ToString(), fingerprint.IsEmpty);
    }
}
