using Gateway.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>What becomes of plugins, and of calls of them, when the host ends; with a clock that stands.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Nothing_Is_Served_Any_More_And_Calls_In_Flight_Are_Waited_For()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await StartAsync(plugins);
        var answer = new LateAnswer(host.Network);
        var call = host.AskAsync("good", "call");
        await answer.Asked;

        var ending = EndAsync(host);

        Assert.Empty(host.Catalog.Providers);
        Assert.False(ending.IsCompleted);
        answer.Give();
        await ending.WaitAsync(Patience);
        Assert.Equal("late", (await call).Value!.Username);
    }

    [Fact]
    public async Task A_Call_That_Does_Not_End_Is_Waited_For_Two_Seconds()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await StartAsync(plugins);
        using var lease = host.Services.GetRequiredService<ProviderCatalog>().Lease(ScmType.Parse("good"));

        var ending = EndAsync(host);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(ending.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await ending.WaitAsync(Patience);
    }

    private Task<RunningHost> StartAsync(PluginDirectory plugins)
        => RunningHost.StartAsync(plugins, configure: services => services.AddSingleton<TimeProvider>(_time));

    private static Task EndAsync(RunningHost host) => host.Services.GetRequiredService<PluginHost>().StoppedAsync(default);
}
