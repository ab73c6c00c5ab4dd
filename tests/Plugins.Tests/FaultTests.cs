using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>What a bad plugin leaves behind stays its own, also when it is replaced or removed.</summary>
[Trait("Size", "Bulk")]
public sealed class FaultTests
{
    private const int CallsToBeStuck = 16;

    [Fact]
    public async Task A_Build_Whose_Calls_Never_End_Is_Replaced_By_One_That_Answers()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins, timeout: TimeSpan.FromMilliseconds(300));
        await Task.WhenAll(Enumerable.Range(0, CallsToBeStuck).Select(i => host.AskAsync("misbehaving", "block", ScmInstance.Parse($"https://{i}.example"))));
        Assert.False((await host.AskAsync("misbehaving")).IsSuccess);

        await File.WriteAllTextAsync(plugins.FolderOf("Misbehaving", "mended.txt"), "another build");

        await host.UntilAsync(() => host.Changes == "added=1 replaced=1");
        Assert.True((await host.AskAsync("misbehaving")).IsSuccess);
        Assert.Equal(CallsToBeStuck, host.Statuses.Plugins.Single(status => status.State == PluginState.Replaced).Usage.Failures);
        Assert.Equal(1, host.Services.GetRequiredService<DepartedPlugins>().Count);
    }

    [Fact]
    public async Task Threads_That_A_Provider_Leaks_Keep_It_In_Memory_And_Are_Told_And_Cost_Nobody_Else()
    {
        using var plugins = new PluginDirectory().With("Misbehaving", "Good");
        await using var host = await RunningHost.StartAsync(plugins);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.AskAsync("misbehaving", "leak", ScmInstance.Parse($"https://{i}.example")))), result => Assert.True(result.IsSuccess));

        Directory.Delete(plugins.FolderOf("Misbehaving"), recursive: true);

        await host.UntilAsync("Misbehaving", PluginState.Removed);
        await host.UntilAsync(() => host.Log.Text.Contains(
            "Warning Gateway.Plugins.Loading.DepartedPlugins A build of the plugin Misbehaving that serves no more is still in memory", StringComparison.Ordinal));
        Assert.Equal(1, host.Services.GetRequiredService<DepartedPlugins>().Count);
        Assert.True((await host.AskAsync("good")).IsSuccess);

        // One that is held does not keep the others in memory.
        Directory.Delete(plugins.FolderOf("Good"), recursive: true);
        await host.UntilAsync("Good", PluginState.Removed);
        await host.UntilAsync(() => host.Services.GetRequiredService<DepartedPlugins>().Count == 1);
    }
}
