using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using Providers.Abstractions;

namespace Gateway.Plugins.Loading;

/// <summary>
/// One plugin's isolated world. The only file that knows McMaster; of it, only the load context is used: watching, reloading and
/// loading from memory are the host's own.
/// </summary>
internal sealed class PluginLoadContext : IDisposable
{
    private readonly PluginLoader _loader;

    public PluginLoadContext(string mainAssembly)
    {
        var config = new PluginConfig(mainAssembly) { IsUnloadable = true, DefaultContext = HostContext };
        foreach (var shared in SharedAssemblies.All.Values)
        {
            config.SharedAssemblies.Add(shared);
        }

        _loader = new PluginLoader(config);
    }

    /// <summary>Dead once nothing holds on to the plugin any more.</summary>
    public WeakReference Alive => new(_loader.LoadContext, trackResurrection: true);

    /// <summary>
    /// Whether the plugin's contract is the host's. The loader falls back to a copy of the plugin's own without a word, and
    /// then no type of it would fit.
    /// </summary>
    public bool SharesContract
        => _loader.LoadContext.LoadFromAssemblyName(new AssemblyName(SharedAssemblies.ContractName)) == SharedAssemblies.Contract;

    public Assembly LoadMainAssembly() => _loader.LoadDefaultAssembly();

    public void Dispose() => _loader.Dispose();

    private static AssemblyLoadContext HostContext
        => AssemblyLoadContext.GetLoadContext(typeof(IScmProvider).Assembly) ?? AssemblyLoadContext.Default;
}
