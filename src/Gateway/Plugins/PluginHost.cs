using Gateway.Plugins.Loading;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

/// <summary>
/// Loads the plugins before the server listens, and lets them go when it has stopped. A plugin that cannot serve is named, logged
/// with its path and the reason, and left out.
/// </summary>
internal sealed partial class PluginHost(
    ProviderCatalog catalog,
    PluginFactory factory,
    ShippedPlugins shipped,
    PluginMetrics metrics,
    IOptionsMonitor<PluginOptions> options,
    IHostEnvironment environment,
    TimeProvider time,
    ILogger<PluginHost> logger) : IHostedLifecycleService, IPluginStatuses
{
    /// <summary>How long calls that go on past their deadline may keep the gateway from ending.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly PluginRoster _roster = new(time);
    private volatile IReadOnlyList<PluginStatus> _statuses = [];
    private string? _shippedDirectory;

    public IReadOnlyList<PluginStatus> Plugins => _statuses;

    public IReadOnlyList<string> MissingTypes
        => [.. options.CurrentValue.Required.Except(catalog.Providers.Select(provider => provider.Type.Value), StringComparer.Ordinal)];

    private string PluginDirectory => Path.GetFullPath(options.CurrentValue.Directory, environment.ContentRootPath);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _shippedDirectory = shipped.LayOut();
        if (_shippedDirectory is null && !Directory.Exists(PluginDirectory))
        {
            Log.DirectoryMissing(logger, PluginDirectory);
        }

        metrics.Observe(this);
        await ReconcileAsync(cancellationToken);
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
            plugin.Leave();
        }

        await Task.WhenAll(serving.Select(plugin => plugin.Unloaded)).WaitAsync(StopTimeout, time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var found = PluginFolders.Find(PluginDirectory, _shippedDirectory);
        var loadings = await Task.WhenAll(found.Select(plugin => LoadFirstAsync(plugin.Candidates, cancellationToken)));

        var released = _roster.Admit(loadings.SelectMany(attempts => attempts));
        catalog.Swap(_roster.Serving);
        foreach (var plugin in released)
        {
            plugin.Leave();
        }

        var before = _statuses;
        _statuses = _roster.Statuses;
        foreach (var status in _statuses.Where(status => !before.Contains(status)))
        {
            Report(status);
        }
    }

    // The newest version that can serve: those before it are told as refused.
    private async Task<IReadOnlyList<PluginLoading>> LoadFirstAsync(IReadOnlyList<PluginFolder> candidates, CancellationToken cancellationToken)
    {
        var attempts = new List<PluginLoading>();
        foreach (var candidate in candidates)
        {
            attempts.Add(await LoadAsync(candidate, cancellationToken));
            if (attempts[^1].Plugin is not null)
            {
                break;
            }
        }

        return attempts;
    }

    private async Task<PluginLoading> LoadAsync(PluginFolder folder, CancellationToken cancellationToken)
    {
        // A thread of its own: what a plugin does while it is made must not take one from the requests.
        var loading = Task.Factory.StartNew(
            () => factory.Load(folder, folder.ShippedIn ?? PluginDirectory, folder.ShippedIn is null ? options.CurrentValue.TrustedHashes : []),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await loading.WaitAsync(options.CurrentValue.LoadTimeout, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _ = loading.ContinueWith(
                late => late.Result.Plugin?.Leave(),
                CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
            return new PluginLoading(new PluginStatus
            {
                Name = folder.Name,
                Path = folder.MainAssembly,
                State = PluginState.Refused,
                Since = time.GetUtcNow(),
                Reason = $"The plugin «{folder.Name}» was not made within {options.CurrentValue.LoadTimeout.TotalSeconds} s (file {folder.MainAssembly}).",
            });
        }
    }

    private void Report(PluginStatus status)
    {
        if (status.State == PluginState.Serving)
        {
            Log.Serving(logger, status.Name, status.Version, string.Join(", ", status.Types), status.ContractVersion, status.Sha256, status.Path);
        }
        else if (status.State == PluginState.Refused)
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
        [LoggerMessage(1, LogLevel.Warning, "The plugin directory {Directory} does not exist: no type is served.")]
        public static partial void DirectoryMissing(ILogger logger, string directory);

        [LoggerMessage(2, LogLevel.Information, "The plugin {Plugin} {Version} serves {Types} (contract {Contract}, SHA-256 {Sha256}, {Path}).")]
        public static partial void Serving(
            ILogger logger, string plugin, string? version, string types, string? contract, string? sha256, string path);

        [LoggerMessage(3, LogLevel.Error, "Left out {Path}. {Reason}")]
        public static partial void Refused(ILogger logger, string path, string? reason);

        [LoggerMessage(4, LogLevel.Warning, "The plugin {Plugin}: {Warning}")]
        public static partial void Warning(ILogger logger, string plugin, string warning);
    }
}
