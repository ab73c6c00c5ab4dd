using System.Reflection;
using System.Runtime.Loader;

namespace Providers.Testing.Plugins;

/// <summary>A load context like the gateway's: the contract is shared, everything else is the plugin's own.</summary>
internal sealed class PluginContext(string mainAssembly) : AssemblyLoadContext("plugin under test", isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName)
        => !PluginFolder.SharedAssemblies.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null;
}
