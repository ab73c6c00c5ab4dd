using Gateway.Plugins.Loading;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

/// <summary>
/// Loads the plugins before the server listens, takes up what has changed of them while it runs, and lets them go when it has stopped. A
/// plugin that cannot serve is named, logged with its path and the reason, and left out; what served under its name goes on.
/// </summary>
internal sealed partial class PluginHost(
    ProviderCatalog catalog,
    ShippedPlugins shipped,
    PluginFinder finder,
    CandidateLoader loader,
    DepartedPlugins departed,
    PluginMetrics metrics,
    PluginAudit audit,
    IConfiguration configuration,
    IOptionsMonitor<PluginOptions> options,
    TimeProvider time,
    ILogger<PluginHost> logger) : IHostedLifecycleService, IPluginStatuses
{
    /// <summary>How long calls that go on past their deadline may keep the gateway from ending.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly PluginRoster _roster = new(time);
    private readonly Dictionary<string, FoundPlugin> _taken = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<PluginStatus> _statuses = [];

    public IReadOnlyList<PluginStatus> Plugins => _statuses;

    public IReadOnlyList<string> MissingTypes
        => [.. options.CurrentValue.Required.Except(catalog.Providers.Select(provider => provider.Type.Value), StringComparer.Ordinal)];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        shipped.LayOut();
        metrics.Observe(this, departed);
        var reading = finder.Read();
        foreach (var root in reading.UnreadableRoots.Where(_ => finder.Roots.Count == 1))
        {
            Log.DirectoryUnreadable(logger, root.Directory);
        }

        await TakeUpAsync(reading, [.. reading.Plugins.Keys], cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var serving = _roster.Serving;
        catalog.Swap([]);
        foreach (var plugin in serving)
        {
            departed.LetGo(plugin);
        }

        await Task.WhenAll(serving.Select(plugin => (Task)plugin.Unloaded)).WaitAsync(StopTimeout, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The names of the plugins that are not as they were when they were last taken up.</summary>
    public IReadOnlyList<string> FindChanges(PluginReading reading)
        => [.. _taken.Keys.Union(reading.Plugins.Keys, StringComparer.Ordinal).Where(name => reading.Differs(name, _taken.GetValueOrDefault(name)))];

    /// <summary>
    /// After the settings have changed: what was refused may be welcome now, and what serves may be no longer, or has other settings of its own.
    /// Files that have changed too are left for when they are quiet.
    /// </summary>
    public Task ReconsiderAsync(PluginReading reading, CancellationToken cancellationToken)
    {
        var settings = new PluginSettings(configuration);
        var concerned = _roster.Serving.Where(plugin => Distrust(plugin) is not null || !plugin.HasSettings(settings)).Select(plugin => plugin.Name);
        return TakeUpAsync(
            reading, [.. _roster.RefusedNames.Union(concerned, StringComparer.Ordinal).Except(FindChanges(reading), StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>
    /// Makes what is served agree with what was found, for the plugins of these names. Only the watcher calls this while the gateway runs: one at a
    /// time.
    /// </summary>
    public async Task TakeUpAsync(PluginReading reading, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (await UpdateAsync(reading, names, cancellationToken))
        {
            await UpdateAsync(reading, [.. _roster.RefusedNames.Except(names, StringComparer.Ordinal)], cancellationToken);
        }
    }

    /// <summary>Leaves alone what lies in a directory that is away.</summary>
    /// <returns>Whether a type may have become free that another plugin was refused for.</returns>
    private async Task<bool> UpdateAsync(PluginReading reading, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var names = wanted.Where(name => reading.Covers(_taken.GetValueOrDefault(name))).ToList();
        var found = names.Select(name => reading.Plugins.GetValueOrDefault(name)).OfType<FoundPlugin>()
            .Where(plugin => !plugin.IsEmpty || _roster.Find(plugin.Name) is null)
            .ToList();
        var loadings = await LoadAsync(found, cancellationToken);

        var update = _roster.Update(names.Except(loadings.Keys, StringComparer.Ordinal), loadings, Distrust);
        catalog.Swap(_roster.Serving);
        foreach (var plugin in update.Released)
        {
            departed.LetGo(plugin);
        }

        Remember(reading, names);
        foreach (var change in update.Changes)
        {
            Report(change);
        }

        _statuses = _roster.Statuses;
        return update.FreesTypes;
    }

    private async Task<Dictionary<string, IReadOnlyList<PluginLoading>>> LoadAsync(IReadOnlyList<FoundPlugin> plugins, CancellationToken cancellationToken)
    {
        var loadings = await Task.WhenAll(plugins.Select(plugin => loader.LoadAsync(plugin, _roster.Find(plugin.Name), cancellationToken)));
        if (cancellationToken.IsCancellationRequested)
        {
            foreach (var plugin in loadings.SelectMany(attempts => attempts).Select(attempt => attempt.Plugin).OfType<LoadedPlugin>())
            {
                departed.LetGo(plugin);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return plugins.Zip(loadings).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }

    private void Remember(PluginReading reading, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (reading.Plugins.TryGetValue(name, out var plugin))
            {
                _taken[name] = plugin;
            }
            else
            {
                _taken.Remove(name);
            }
        }
    }

    private string? Distrust(LoadedPlugin plugin) => TrustedHashes.ProblemOf(plugin.Copy, options.CurrentValue.TrustedHashes);

    private void Report(PluginChange change)
    {
        var status = change.Status;
        audit.Record(change);
        metrics.Changed(change.Kind);
        if (change.Kind is PluginChangeKind.Added or PluginChangeKind.Replaced or PluginChangeKind.Reconfigured)
        {
            Log.Serving(logger, status.Name, status.Version, string.Join(", ", status.Types), status.ContractVersion, status.Sha256, status.Path);
        }
        else if (change.Kind == PluginChangeKind.Refused)
        {
            Log.Refused(logger, status.Path, status.Reason);
        }

        foreach (var warning in status.Warnings)
        {
            Log.Warning(logger, status.Name, warning);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The plugin directory {Directory} does not exist, or cannot be read: nothing of it is served.")]
        public static partial void DirectoryUnreadable(ILogger logger, string directory);

        [LoggerMessage(2, LogLevel.Information, "The plugin {Plugin} {Version} serves {Types} (contract {Contract}, SHA-256 {Sha256}, {Path}).")]
        public static partial void Serving(
            ILogger logger, string plugin, string? version, string types, string? contract, string? sha256, string path);

        [LoggerMessage(3, LogLevel.Error, "Left out {Path}. {Reason}")]
        public static partial void Refused(ILogger logger, string path, string? reason);

        [LoggerMessage(4, LogLevel.Warning, "The plugin {Plugin}: {Warning}")]
        public static partial void Warning(ILogger logger, string plugin, string warning);
    }
}
