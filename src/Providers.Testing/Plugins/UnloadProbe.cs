using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Providers.Abstractions;

namespace Providers.Testing.Plugins;

/// <summary>Loads a plugin's assembly, uses it once, lets go of it, and looks whether it goes.</summary>
internal sealed class UnloadProbe(string mainAssembly, string providerType, Func<IScmProvider, Task> use)
{
    private const int MaxCollections = 40;

    public async Task<bool> IsUnloadedAsync()
    {
        var context = await UseAsync();
        for (var i = 0; context.IsAlive && i < MaxCollections; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        return !context.IsAlive;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> UseAsync()
    {
        var context = new PluginContext(mainAssembly);
        try
        {
            await UseAsync(context);
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task UseAsync(PluginContext context)
    {
        var assembly = context.LoadFromAssemblyPath(mainAssembly);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IConfiguration>(NoSettings.Instance);
        if (assembly.GetExportedTypes().FirstOrDefault(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IScmPlugin))) is { } plugin)
        {
            ((IScmPlugin)Activator.CreateInstance(plugin)!).ConfigureServices(services, NoSettings.Instance);
        }

        await using var container = services.BuildServiceProvider();
        await use((IScmProvider)ActivatorUtilities.CreateInstance(container, assembly.GetType(providerType, throwOnError: true)!));
    }
}
