namespace Gateway.Tests.Plugins;

/// <summary>Plugin directories of a test's own.</summary>
internal static class PluginFolders
{
    /// <summary>Copies a built plugin there.</summary>
    public static void AddPlugin(this DirectoryInfo plugins, string built)
    {
        var folder = plugins.CreateSubdirectory(Path.GetFileName(built)).FullName;
        foreach (var file in Directory.EnumerateFiles(built))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
