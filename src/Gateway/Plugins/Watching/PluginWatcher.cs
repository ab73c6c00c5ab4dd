using Microsoft.Extensions.Options;

namespace Gateway.Plugins.Watching;

/// <summary>
/// Takes up plugins that are added, replaced or removed while the gateway runs, whichever way their files get there. A folder that is still being
/// written to is left alone until two looks at it find the same.
/// </summary>
internal sealed partial class PluginWatcher : BackgroundService
{
    private readonly PluginHost _host;
    private readonly PluginFinder _finder;
    private readonly IOptionsMonitor<PluginOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PluginWatcher> _logger;
    private readonly FolderHints _hints;
    private readonly IDisposable? _settings;
    private PluginReading? _first;
    private HashSet<PluginRoot> _unreadable = [];
    private volatile bool _settingsChanged;

    // Listens to the settings from before the first load on, so that no change of them falls between that and the first look.
    public PluginWatcher(
        PluginHost host, PluginFinder finder, IOptionsMonitor<PluginOptions> options, TimeProvider time, ILogger<PluginWatcher> logger)
    {
        (_host, _finder, _options, _time, _logger) = (host, finder, options, time, logger);
        _hints = new FolderHints(time, logger);
        _settings = options.OnChange(_ =>
        {
            _settingsChanged = true;
            _hints.Wake();
        });
    }

    // Before the start has ended: a directory that goes away behind it was there.
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _first = _finder.Read();
        _unreadable = [.. _first.UnreadableRoots];
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _settings?.Dispose();
        _hints.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = _first!;
        var isQuiet = false;
        while (true)
        {
            _hints.ListenAt(_options.CurrentValue.Watch ? _finder.Roots.Select(root => root.Directory) : []);
            await (isQuiet
                ? _hints.WaitAsync(_options.CurrentValue.PollInterval, stoppingToken)
                : Task.Delay(_options.CurrentValue.QuietTime, _time, stoppingToken));
            try
            {
                (before, isQuiet) = await LookAsync(before, stoppingToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                // What serves goes on serving, and the next look may be luckier: no reason to stop a gateway.
                Log.LookFailed(_logger, exception);
                (isQuiet, _settingsChanged) = (true, true);
            }
        }
    }

    private async Task<(PluginReading Reading, bool IsQuiet)> LookAsync(PluginReading before, CancellationToken cancellationToken)
    {
        var reading = _finder.Read();

        // What was set while a directory was away could not be taken up by its plugins.
        var isBack = _unreadable.Any(root => !reading.UnreadableRoots.Contains(root));
        Report(reading);
        if (_settingsChanged || isBack)
        {
            _settingsChanged = false;
            await _host.ReconsiderAsync(reading, cancellationToken);
        }

        var changed = _options.CurrentValue.Watch ? _host.FindChanges(reading) : [];
        var settled = changed.Where(name => !reading.Differs(name, before.Plugins.GetValueOrDefault(name))).ToList();
        if (settled.Count > 0)
        {
            await _host.TakeUpAsync(reading, settled, cancellationToken);
        }

        return (reading, settled.Count == changed.Count);
    }

    private void Report(PluginReading reading)
    {
        foreach (var root in reading.UnreadableRoots.Where(root => !_unreadable.Contains(root)))
        {
            Log.Unreadable(_logger, root.Directory);
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
