using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Plugins.Tests;

/// <summary>Makes plugins as they are once they are loaded, without loading anything.</summary>
internal static class LoadedPlugins
{
    /// <summary>One that serves these types.</summary>
    /// <param name="name">The plugin's name.</param>
    /// <param name="build">What its only file holds; plugins of the same build hold the same.</param>
    /// <param name="services">What is disposed with it; null when that does not matter.</param>
    /// <param name="types">What it serves.</param>
    public static LoadedPlugin Make(string name, string build, ServiceProvider? services, params string[] types)
        => Make(name, build, services, types, [.. types.Select(type => Serve(name, ScmType.Parse(type), null!, TimeProvider.System))]);

    /// <summary>One with one provider, whose capabilities are those that it has.</summary>
    public static LoadedPlugin Make(IScmProvider provider, TimeProvider time)
        => Make("Told", "1", null, [provider.Type.Value], [Serve("Told", provider.Type, provider, time)]);

    private static LoadedPlugin Make(string name, string build, ServiceProvider? services, string[] types, ServedProvider[] providers)
    {
        var folder = new PluginFolder(name, $"/plugins/{name}", new PluginRoot("/plugins"));
        var status = new PluginStatus
        {
            Name = name,
            Path = folder.MainAssembly,
            State = PluginState.Serving,
            Since = DateTimeOffset.UnixEpoch,
            Sha256 = build,
            Types = types,
        };
        var world = new PluginWorld(
            new PluginLoadContext(Path.Combine(TestPlugins.FolderOf("Good"), "Good.dll")), new PluginSettings(new ConfigurationBuilder().Build()))
        { Services = services };
        var copy = new PluginCopy(folder, Path.Combine(Path.GetTempPath(), "gateway-no-plugin"), [new PluginFile($"{name}.dll", build)], []);
        return new LoadedPlugin(status, copy, world, providers);
    }

    private static ServedProvider Serve(string name, ScmType type, IScmProvider provider, TimeProvider time) => new(
        new ProviderDescription
        {
            Type = type,
            PlatformName = name,
            DisplayName = name,
            Capabilities = provider is IOAuthPlatform ? new HashSet<Type> { typeof(IOAuthPlatform) } : new HashSet<Type>(),
            PluginName = name,
        },
        provider,
        new ProviderGuard(time),
        new PluginUsage());
}
