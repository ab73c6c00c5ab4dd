using System.Security.Cryptography;

namespace Gateway.Plugins.Loading;

/// <summary>Makes <see cref="PluginCopy"/>s in a directory that only this process's user can enter.</summary>
internal sealed class PluginCopies : IDisposable
{
    private const string Prefix = "gateway-plugins-";
    private const string LockName = ".lock";

    private readonly string _root;
    private readonly FileStream _lock;
    private int _number;

    public PluginCopies()
    {
        DeleteAbandoned();
        _root = Directory.CreateTempSubdirectory(Prefix).FullName;
        _lock = new FileStream(Path.Combine(_root, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Copies a plugin, or says in one sentence why it must not be.</summary>
    /// <exception cref="IOException">A file cannot be read or written. Also <see cref="UnauthorizedAccessException"/>.</exception>
    public (PluginCopy? Copy, string? Problem) Create(PluginFolder folder)
    {
        var (sources, problem) = PluginFiles.Collect(folder);
        if (problem is not null)
        {
            return (null, problem);
        }

        var root = Path.Combine(_root, Interlocked.Increment(ref _number).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var files = new List<PluginFile>();
        var warnings = new List<string>();
        foreach (var (relative, source) in sources)
        {
            if (IsContract(relative))
            {
                warnings.Add($"it ships «{relative}», which the host brings: its copy is not used, and does not belong in the folder.");
            }
            else if (!IsShared(relative) && !IsHostOnly(relative))
            {
                var target = Path.Combine(root, folder.Name, relative.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                files.Add(new PluginFile(relative, CopyHashed(source, target)));
            }
        }

        return (new PluginCopy(folder, root, files, warnings), null);
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDeleteTree(_root);
    }

    private static bool IsContract(string relative)
        => string.Equals(Path.GetFileName(relative), $"{SharedAssemblies.ContractName}.dll", StringComparison.OrdinalIgnoreCase);

    // Packages bring these along; the host's are used.
    private static bool IsShared(string relative)
        => relative.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && SharedAssemblies.All.ContainsKey(Path.GetFileNameWithoutExtension(relative));

    // A runtime configuration can name directories outside to load from, such as a developer's package cache.
    private static bool IsHostOnly(string relative)
        => relative.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase)
        || relative.EndsWith(".runtimeconfig.dev.json", StringComparison.OrdinalIgnoreCase);

    private static string CopyHashed(string source, string target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        var buffer = new byte[81920];
        for (var read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A gateway that was killed leaves its copies behind; the lock of one that still runs cannot be taken.
    private static void DeleteAbandoned()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using (new FileStream(Path.Combine(directory, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                TryDeleteTree(directory);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

    private static void TryDeleteTree(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
