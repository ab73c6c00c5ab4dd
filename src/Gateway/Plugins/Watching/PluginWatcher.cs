using Microsoft.Extensions.Options;

namespace Gateway.Plugins.Watching;

/// <summary>
/// Takes up plugins that are added, replaced or removed while the gateway runs, whichever way their files get there. A folder that is still being
/// written to is left alone until two looks at it find the same.
/// </summary>
internal sealed partial class PluginWatcher(
    PluginHost host,
    PluginFinder finder,
    IOptionsMonitor<PluginOptions> options,
    TimeProvider time,
    ILogger<PluginWatcher> logger) : BackgroundService
{
    private HashSet<PluginRoot> _unreadable = [];
    private volatile bool _settingsChanged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hints = new FolderHints(time, logger);
        using var settings = options.OnChange(_ =>
        {
            _settingsChanged = true;
            hints.Wake();
        });
        var before = finder.Read();
        _unreadable = [.. before.UnreadableRoots];
        var isQuiet = false;
        while (true)
        {
            hints.ListenAt(options.CurrentValue.Watch ? finder.Roots.Select(root => root.Directory) : []);
            await (isQuiet
                ? hints.WaitAsync(options.CurrentValue.PollInterval, stoppingToken)
                : Task.Delay(options.CurrentValue.QuietTime, time, stoppingToken));
            try
            {
                (before, isQuiet) = await LookAsync(before, stoppingToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // What serves goes on serving, and the next look may be luckier: no reason to stop a gateway.
                Log.LookFailed(logger, exception);
                isQuiet = true;
            }
        }
    }

    private async Task<(PluginReading Reading, bool IsQuiet)> LookAsync(PluginReading before, CancellationToken cancellationToken)
    {
        var reading = finder.Read();
        Report(reading);
        if (_settingsChanged)
        {
            _settingsChanged = false;
            await host.ReconsiderAsync(reading, cancellationToken);
        }

        var changed = options.CurrentValue.Watch ? host.FindChanges(reading) : [];
        var settled = changed.Where(name => !reading.Differs(name, before.Plugins.GetValueOrDefault(name))).ToList();
        if (settled.Count > 0)
        {
            await host.TakeUpAsync(reading, settled, cancellationToken);
        }

        return (reading, settled.Count == changed.Count);
    }

    private void Report(PluginReading reading)
    {
        foreach (var root in reading.UnreadableRoots.Where(root => !_unreadable.Contains(root)))
        {
            Log.Unreadable(logger, root.Directory);
        }

        _unreadable = [.. reading.UnreadableRoots];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The plugin directory {Directory} is not there, or cannot be read. What was loaded from it goes on serving.")]
        public static partial void Unreadable(ILogger logger, string directory);

        [LoggerMessage(2, LogLevel.Error, "Changes of plugins could not be taken up; the next look tries again.")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
