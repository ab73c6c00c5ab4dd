using System.Threading.Channels;

namespace Gateway.Plugins.Loading;

/// <summary>
/// Sees plugins that serve no more out of memory. One that does not go is held by something, its own timer or thread as a rule, and
/// costs what it weighs until the gateway ends: that is told, and counted.
/// </summary>
internal sealed partial class DepartedPlugins(TimeProvider time, ILogger<DepartedPlugins> logger) : BackgroundService
{
    // A load context goes by several collections: its objects first, then what they were made of.
    private const int MaxCollections = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongInterval = TimeSpan.FromSeconds(5);

    private readonly Channel<DepartedPlugin> _arriving = Channel.CreateUnbounded<DepartedPlugin>();
    private int _count;

    /// <summary>How many are still in memory, because calls of them still run, or because something holds them.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The catalog's part in a plugin ends: calls in flight go on, and with the last of them the plugin does.</summary>
    public void LetGo(LoadedPlugin plugin)
    {
        plugin.Leave();
        Follow(new DepartedPlugin(plugin.Name, plugin.Unloaded, plugin.Context, plugin.Copy));
    }

    /// <summary>As the other, for one that never served.</summary>
    public void Follow(DepartedPlugin plugin)
    {
        Interlocked.Increment(ref _count);
        _arriving.Writer.TryWrite(plugin);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var present = new List<DepartedPlugin>();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (present.Count == 0)
            {
                await _arriving.Reader.WaitToReadAsync(stoppingToken);
            }

            while (_arriving.Reader.TryRead(out var plugin))
            {
                present.Add(plugin);
            }

            foreach (var plugin in present.Where(plugin => plugin.TryFinish()).ToList())
            {
                present.Remove(plugin);
                Interlocked.Decrement(ref _count);
            }

            await (Collect(present)
                ? Task.Delay(Interval, time, stoppingToken)
                : Task.WhenAny(Task.Delay(LongInterval, time, stoppingToken), _arriving.Reader.WaitToReadAsync(stoppingToken).AsTask()));
        }
    }

    // An idle gateway would not collect for hours by itself. Not blocking: requests go on meanwhile.
    private bool Collect(List<DepartedPlugin> present)
    {
        var unloaded = present.Where(plugin => plugin.Unloaded.IsCompleted && plugin.Collections < MaxCollections).ToList();
        if (unloaded.Count > 0)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        }

        foreach (var plugin in unloaded)
        {
            plugin.Collections++;
            if (plugin.Collections == 1 && plugin.Unloaded.Result is { } failure)
            {
                Log.Threw(logger, plugin.Name, failure);
            }
            else if (plugin.Collections == MaxCollections)
            {
                Log.StillInMemory(logger, plugin.Name, MaxCollections);
            }
        }

        return present.Count == 0 || present.Exists(plugin => plugin.Collections < MaxCollections);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning,
            "A build of the plugin {Plugin} that serves no more is still in memory after {Collections} collections: something of it goes on, or is held.")]
        public static partial void StillInMemory(ILogger logger, string plugin, int collections);

        [LoggerMessage(2, LogLevel.Warning, "Objects of the plugin {Plugin} threw {Exception} when they were disposed.")]
        public static partial void Threw(ILogger logger, string plugin, string exception);
    }
}
