namespace Gateway.Plugins.Loading;

/// <summary>
/// A plugin in memory. It is counted who uses it: the catalog for as long as it is served, and each call for as long as it runs. When
/// the last one has left, its objects are disposed and its load context is unloaded.
/// </summary>
internal sealed class LoadedPlugin
{
    private readonly TaskCompletionSource<string?> _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _settings;
    private PluginWorld? _world;
    private IReadOnlyList<ServedProvider> _providers;
    private int _users = 1;

    public LoadedPlugin(PluginStatus status, PluginCopy copy, PluginWorld world, IReadOnlyList<ServedProvider> providers)
    {
        Status = status;
        Copy = copy;
        Context = world.Context.Alive;
        _settings = world.Settings.FingerprintOf(status.Types);
        _world = world;
        _providers = providers;
    }

    public string Name => Copy.Folder.Name;

    /// <summary>As it serves.</summary>
    public PluginStatus Status { get; }

    public PluginCopy Copy { get; }

    public IReadOnlyList<ServedProvider> Providers => _providers;

    /// <summary>Dead once the plugin is out of memory, which the collector decides some time after <see cref="Unloaded"/>.</summary>
    public WeakReference Context { get; }

    /// <summary>Done when everything of it has been let go; the exception's name when its own objects threw one.</summary>
    public Task<string?> Unloaded => _unloaded.Task;

    /// <summary>Whether the settings of its types are those that it was made over.</summary>
    public bool HasSettings(PluginSettings settings) => settings.FingerprintOf(Status.Types) == _settings;

    public bool TryEnter()
    {
        for (var users = Volatile.Read(ref _users); users > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Called once by everybody who has entered, and once by the catalog, when it no longer serves the plugin.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _ = Task.Run(UnloadAsync);
        }
    }

    private async Task UnloadAsync()
    {
        var failure = await _world!.EndAsync();
        (_providers, _world) = ([], null);
        _unloaded.SetResult(failure);
    }
}
