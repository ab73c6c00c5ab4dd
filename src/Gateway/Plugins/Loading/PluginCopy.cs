namespace Gateway.Plugins.Loading;

/// <summary>
/// A private copy of a plugin's files: what is inspected, hashed and loaded is this, so that nobody can change it in between, and
/// the plugin's own folder can be replaced at any time on every system. Deleted with the plugin.
/// </summary>
internal sealed class PluginCopy(PluginFolder folder, string root, IReadOnlyList<PluginFile> files, IReadOnlyList<string> warnings)
{
    public PluginFolder Folder { get; } = folder;

    public string Directory { get; } = Path.Combine(root, folder.Name);

    public string MainAssembly => Path.Combine(Directory, $"{Folder.Name}.dll");

    /// <summary>What it says that it depends on. It may not be there.</summary>
    public string Manifest => Path.ChangeExtension(MainAssembly, ".deps.json");

    public IReadOnlyList<PluginFile> Files { get; } = files;

    public IReadOnlyList<string> Warnings { get; } = warnings;

    /// <summary>Whether it holds what the other holds, from the same place.</summary>
    public bool IsSameAs(PluginCopy other) => Folder == other.Folder && Files.SequenceEqual(other.Files);

    public string? Sha256 => Files.FirstOrDefault(file => file.Path == $"{Folder.Name}.dll")?.Sha256;

    /// <summary>False while the system still holds a file of it, as Windows does until the plugin is out of memory.</summary>
    public bool TryDelete()
    {
        try
        {
            System.IO.Directory.Delete(root, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
