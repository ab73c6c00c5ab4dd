using Microsoft.Extensions.Options;

namespace Gateway.Plugins.Loading;

/// <summary>Loads a plugin from the best of its places that can serve, and waits for none of them for ever.</summary>
internal sealed class CandidateLoader(
    PluginFactory factory, DepartedPlugins departed, IOptionsMonitor<PluginOptions> options, TimeProvider time)
{
    /// <summary>Loads what can serve, or finds that it does already: those before it are told as refused.</summary>
    /// <param name="plugin">Where to try.</param>
    /// <param name="serving">The build of it that serves; null when none does.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<PluginLoading>> LoadAsync(FoundPlugin plugin, LoadedPlugin? serving, CancellationToken cancellationToken)
    {
        var attempts = new List<PluginLoading>();
        foreach (var candidate in plugin.Candidates)
        {
            var attempt = await LoadAsync(candidate, serving, cancellationToken);
            attempts.Add(attempt);
            if (attempt.Plugin is not null || attempt.IsServing || cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return attempts;
    }

    private async Task<PluginLoading> LoadAsync(PluginFolder folder, LoadedPlugin? serving, CancellationToken cancellationToken)
    {
        var timeout = options.CurrentValue.LoadTimeout;

        // A thread of its own: what a plugin does while it is made must not take one from the requests.
        var loading = Task.Factory.StartNew(
            () => factory.Load(folder, options.CurrentValue.TrustedHashes, serving),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await loading.WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _ = loading.ContinueWith(
                Abandon, CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            return new PluginLoading(new PluginStatus
            {
                Name = folder.Name,
                Path = folder.MainAssembly,
                State = PluginState.Refused,
                Since = time.GetUtcNow(),
                Reason = $"The plugin «{folder.Name}» was not made within {timeout.TotalSeconds} s (file {folder.MainAssembly}).",
            });
        }
    }

    private void Abandon(Task<PluginLoading> late)
    {
        if (late.Result.Plugin is { } plugin)
        {
            departed.LetGo(plugin);
        }
    }
}
