using System.Threading.Channels;
using Gateway.Plugins.Loading;

namespace Gateway.Plugins.Watching;

/// <summary>
/// Wakes whoever looks at directories when the system tells of a change below them. Only hints: the system tells nothing of network
/// volumes, of what lies behind links, or when it has run out of watches, so the truth is what a look finds.
/// </summary>
internal sealed partial class FolderHints(TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Dictionary<(string Path, DateTime Made), FileSystemWatcher> _watchers = [];
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _failed;
    private bool _told;

    /// <summary>Listens at these directories, and at no others. To be repeated: a directory may be replaced by another at any time.</summary>
    public void ListenAt(IEnumerable<string> directories)
    {
        if (_failed)
        {
            _failed = false;
            Retain([]);
        }

        var wanted = directories.Select(Identify).OfType<(string Path, DateTime Made)>().ToHashSet();
        Retain(wanted);
        foreach (var directory in wanted.Where(directory => !_watchers.ContainsKey(directory)))
        {
            Listen(directory);
        }
    }

    public void Wake() => _hints.Writer.TryWrite(true);

    /// <summary>Until there is a hint, and at most for so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await ((Task)_hints.Reader.ReadAsync(either.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => Retain([]);

    // Where it really is and when it was made, because the system's watch stays with a directory that is moved away.
    private static (string Path, DateTime Made)? Identify(string directory)
    {
        try
        {
            var info = new DirectoryInfo(RealPath.Of(directory));
            return info.Exists ? (info.FullName, info.CreationTimeUtc) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Listen((string Path, DateTime Made) directory)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory.Path)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
            };
            watcher.Changed += (_, _) => Wake();
            watcher.Created += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Error += (_, _) =>
            {
                _failed = true;
                Wake();
            };
            watcher.EnableRaisingEvents = true;
            _watchers.Add(directory, watcher);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            if (!_told)
            {
                _told = true;
                Log.NoHints(logger, directory.Path, exception.Message);
            }
        }
    }

    private void Retain(HashSet<(string Path, DateTime Made)> wanted)
    {
        foreach (var (directory, watcher) in _watchers.Where(watcher => !wanted.Contains(watcher.Key)).ToList())
        {
            _watchers.Remove(directory);
            watcher.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Information, "The system tells nothing of changes in {Directory}, so they are taken up a little later. {Reason}")]
        public static partial void NoHints(ILogger logger, string directory, string reason);
    }
}
