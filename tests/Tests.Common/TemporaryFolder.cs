namespace Tests.Common;

/// <summary>A folder of its own below the system's temporary one, gone with everything in it when it is disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("gateway-").FullName;

    public string Path { get; }

    /// <summary>A path inside; nothing is made.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder inside, and gives its path.</summary>
    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    /// <summary>Writes a file inside, and gives its path.</summary>
    public string File(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        System.IO.File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>The files below a folder by their paths in it, in ordinal order.</summary>
    public static IEnumerable<string> NamesIn(string folder)
        => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
