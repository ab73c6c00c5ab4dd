using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

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
        return new LoadedPlugin(status, copy, world, [.. types.Select(type => Serve(name, type))]);
    }

    private static ServedProvider Serve(string name, string type) => new(
        new ProviderDescription
        {
            Type = ScmType.Parse(type),
            PlatformName = name,
            DisplayName = name,
            Capabilities = new HashSet<Type>(),
            PluginName = name,
        },
        null!,
        new ProviderGuard(TimeProvider.System),
        new PluginUsage());
}
