using Gateway.Plugins.Invocation;
using Gateway.Plugins.Loading;
using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>Keeps a provider's plugin in memory until it is disposed.</summary>
internal sealed class ProviderLease(LoadedPlugin plugin, ServedProvider served) : IDisposable
{
    private LoadedPlugin? _plugin = plugin;

    public IScmProvider Provider { get; } = served.Provider;

    public ProviderGuard Guard { get; } = served.Guard;

    public PluginUsage Usage { get; } = served.Usage;

    public void Dispose() => Interlocked.Exchange(ref _plugin, null)?.Leave();
}
