using Microsoft.Extensions.Options;

namespace Gateway.Storage.Protection;

/// <summary>
/// The keys of the key folder; the newest seals, all unseal. Several gateways may share the folder: a key that another has made is found when
/// it is first met.
/// </summary>
internal sealed partial class KeyRing(IOptions<KeyOptions> options, IHostEnvironment environment, TimeProvider time, ILogger<KeyRing> logger)
{
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private volatile KeySet _keys = KeySet.Empty;
    private DateTimeOffset _reloadedAt;

    public string Folder { get; } = Path.GetFullPath(options.Value.Directory, environment.ContentRootPath);

    public KeySet Keys => _keys;

    /// <exception cref="StoreUnavailableException">A key file is damaged.</exception>
    public void Load()
    {
        lock (_lock)
        {
            _reloadedAt = time.GetUtcNow();
            _keys = Read();
        }
    }

    /// <summary>Makes a key, and seals with it from now on.</summary>
    public ProtectionKey Create()
    {
        lock (_lock)
        {
            PrivateFolder.Create(Folder);
            var now = time.GetUtcNow();
            var key = ProtectionKey.Create(_keys.Active is { } active && active.CreatedAt >= now ? active.CreatedAt.AddMilliseconds(1) : now);
            KeyFile.Write(Folder, key);
            _keys = Read();
            Log.Created(logger, key.Id, Folder);
            return key;
        }
    }

    /// <summary>Null when it is not in the folder either.</summary>
    public ProtectionKey? Find(ReadOnlySpan<char> id)
    {
        if (_keys.Find(id) is { } key)
        {
            return key;
        }

        lock (_lock)
        {
            if (time.GetUtcNow() - _reloadedAt >= ReloadPause)
            {
                _reloadedAt = time.GetUtcNow();
                TryReload();
            }

            return _keys.Find(id);
        }
    }

    private void TryReload()
    {
        try
        {
            _keys = Read();
        }
        catch (StoreUnavailableException exception)
        {
            Log.NotReloaded(logger, exception);
        }
    }

    private KeySet Read()
    {
        var paths = ListFiles();
        foreach (var path in paths.Where(IsOpenToOthers))
        {
            Log.OpenToOthers(logger, path);
        }

        return new KeySet(paths.Select(KeyFile.Read));
    }

    private string[] ListFiles()
    {
        try
        {
            return Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*" + KeyFile.Extension) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The key folder «{Folder}» cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsOpenToOthers(string path)
        => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0;

    private static partial class Log
    {
        [LoggerMessage(2040, LogLevel.Information, "A new key «{KeyId}» for tokens was made in «{Folder}». Keep a copy elsewhere: without it no token can be read.")]
        public static partial void Created(ILogger logger, string keyId, string folder);

        [LoggerMessage(2041, LogLevel.Warning, "The key file «{Path}» can be read by others than the user who runs the gateway.")]
        public static partial void OpenToOthers(ILogger logger, string path);

        [LoggerMessage(2042, LogLevel.Error, "The key folder could not be read again.")]
        public static partial void NotReloaded(ILogger logger, Exception exception);
    }
}
