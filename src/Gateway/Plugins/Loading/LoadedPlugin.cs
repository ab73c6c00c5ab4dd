
namespace Gateway.Plugins.Loading;

/// <summary>
/// A plugin in memory. It is counted who uses it: the catalog for as long as it is served, and each call for as long as it runs. When
/// the last one has left, its objects are disposed and its load context is unloaded.
/// </summary>
internal sealed class LoadedPlugin
{
    private readonly PluginCopy _copy;
    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PluginLoadContext? _context;
    private PluginSettings? _settings;
    private ServiceProvider? _services;
    private IReadOnlyList<ServedProvider> _providers;
    private int _users = 1;

    public LoadedPlugin(
        PluginCopy copy, PluginLoadContext context, PluginSettings settings, ServiceProvider services, IReadOnlyList<ServedProvider> providers)
    {
        _copy = copy;
        _context = context;
        _settings = settings;
        _services = services;
        _providers = providers;
        Context = context.Alive;
    }

    public string Name => _copy.Folder.Name;

    public IReadOnlyList<ServedProvider> Providers => _providers;

    /// <summary>Dead once the plugin is out of memory, which the collector decides some time after <see cref="Unloaded"/>.</summary>
    public WeakReference Context { get; }

    /// <summary>Done when everything of it has been let go.</summary>
    public Task Unloaded => _unloaded.Task;

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

    /// <summary>False when the system does not give the files back yet.</summary>
    public bool TryDeleteCopy() => _copy.TryDelete();

    private async Task UnloadAsync()
    {
        try
        {
            await _services!.DisposeAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            DisposeFailure = exception.GetType().FullName;
        }

        _settings!.Dispose();
        _context!.Dispose();
        (_providers, _services, _settings, _context) = ([], null, null, null);
        _unloaded.SetResult();
    }

    /// <summary>The exception that the plugin's own objects threw when they were disposed; null when they did not.</summary>
    public string? DisposeFailure { get; private set; }
}
