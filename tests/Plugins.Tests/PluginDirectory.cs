namespace Plugins.Tests;

/// <summary>A plugin directory of one test, filled by copying; deleted after it.</summary>
internal sealed class PluginDirectory : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("plugins-tests-");

    public PluginDirectory()
    {
        Directory.CreateDirectory(Path);
        Directory.CreateDirectory(StageOf(""));
    }

    /// <summary>A place beside the plugin directory, on the same disk.</summary>
    public string Outside => _root.FullName;

    public string Path => System.IO.Path.Combine(_root.FullName, "plugins");

    public string FolderOf(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public PluginDirectory With(params string[] plugins)
    {
        foreach (var plugin in plugins)
        {
            Copy(plugin, FolderOf(plugin));
        }

        return this;
    }

    /// <summary>Copies a plugin to a place beside the plugin directory, from where it can be renamed into it.</summary>
    public void Stage(string plugin, string name) => Copy(plugin, StageOf(name));

    public string StageOf(string name) => System.IO.Path.Combine(Outside, "staged", name);

    /// <summary>Renames one thing to another's name, which .NET does not do to a link that leads to a directory.</summary>
    public static async Task RenameAsync(string from, string to)
    {
        using var move = System.Diagnostics.Process.Start("mv", ["--no-target-directory", from, to]);
        await move.WaitForExitAsync();
        Assert.Equal(0, move.ExitCode);
    }

    public static void Copy(string plugin, string to) => CopyFolder(TestPlugins.FolderOf(plugin), to);

    public static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);
}
