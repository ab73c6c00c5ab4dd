using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>How a plugin that serves no more leaves memory.</summary>
public sealed class DepartedPluginsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly DepartedPlugins _departed;
    private readonly PluginCopy _copy;

    public DepartedPluginsTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _departed = new DepartedPlugins(_time, _loggers.CreateLogger<DepartedPlugins>());
        _folder.File("copy/Good/Good.dll", "main");
        _copy = new PluginCopy(new PluginFolder("Good", _folder["Good"], new PluginRoot(_folder.Path)), _folder["copy"], [], []);
    }

    public Task InitializeAsync() => _departed.StartAsync(default);

    public Task DisposeAsync() => _departed.StopAsync(default);

    public void Dispose()
    {
        _departed.Dispose();
        _loggers.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_That_Is_Out_Of_Memory_Takes_Its_Files_With_It()
    {
        _departed.Follow(new DepartedPlugin("Good", Task.FromResult<string?>(null), new WeakReference(null), _copy));

        await UntilAsync(() => _departed.Count == 0);

        Assert.False(Directory.Exists(_folder["copy"]));
        Assert.DoesNotContain("Warning", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_That_Is_Still_Called_Is_Waited_For()
    {
        var unloaded = new TaskCompletionSource<string?>();
        _departed.Follow(new DepartedPlugin("Good", unloaded.Task, new WeakReference(null), _copy));
        await AdvanceAsync(times: 15);

        Assert.Equal(1, _departed.Count);
        Assert.True(Directory.Exists(_folder["copy"]));
        Assert.DoesNotContain("still in memory", _log.Text, StringComparison.Ordinal);

        unloaded.SetResult(null);
        await UntilAsync(() => _departed.Count == 0);
    }

    [Fact]
    public async Task One_That_Something_Holds_Is_Told_Once_And_Followed_Until_It_Goes()
    {
        var held = new WeakReference(this);
        _departed.Follow(new DepartedPlugin("Good", Task.FromResult<string?>("System.InvalidOperationException"), held, _copy));
        await UntilAsync(() => _log.Text.Contains("still in memory", StringComparison.Ordinal));
        await AdvanceAsync(times: 5);

        Assert.Equal(1, _departed.Count);
        Assert.Equal(
            [
                "Warning Gateway.Plugins.Loading.DepartedPlugins Objects of the plugin Good threw System.InvalidOperationException when they were disposed.",
                "Warning Gateway.Plugins.Loading.DepartedPlugins A build of the plugin Good that serves no more is still in memory after 10 collections: something of it goes on, or is held.",
            ],
            _log.Text.Split('\n'));

        held.Target = null;
        await UntilAsync(() => _departed.Count == 0);
        Assert.False(Directory.Exists(_folder["copy"]));
    }

    [Fact]
    public async Task Another_That_Comes_While_One_Is_Held_Is_Not_Kept_Waiting()
    {
        _departed.Follow(new DepartedPlugin("Good", Task.FromResult<string?>(null), new WeakReference(this), _copy));
        await UntilAsync(() => _log.Text.Contains("still in memory", StringComparison.Ordinal));
        await Task.Delay(50);

        _departed.Follow(new DepartedPlugin("Other", Task.FromResult<string?>(null), new WeakReference(null), _copy));

        await Eventually.HoldsAsync(() => _departed.Count == 1, Patience, "it is kept waiting");
    }

    [Fact]
    public async Task A_Plugin_Ends_With_The_Last_Of_Those_Who_Use_It()
    {
        var services = new ServiceCollection().AddSingleton<Thrower>().BuildServiceProvider();
        services.GetRequiredService<Thrower>();
        var plugin = LoadedPlugins.Make("Good", "1", services, "good");
        Assert.True(plugin.TryEnter());

        _departed.LetGo(plugin);
        Assert.Equal(1, _departed.Count);
        Assert.True(plugin.TryEnter());
        plugin.Leave();
        await Task.Delay(50);
        Assert.False(plugin.Unloaded.IsCompleted);
        plugin.Leave();

        Assert.Equal(typeof(InvalidOperationException).FullName, await plugin.Unloaded.WaitAsync(Patience));
        Assert.False(plugin.TryEnter());
        Assert.Empty(plugin.Providers);
    }

    private async Task AdvanceAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }
    }

    private Task UntilAsync(Func<bool> isSo) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return isSo();
        },
        Patience,
        "it does not come to it");

    private sealed class Thrower : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("cannot end");
    }
}
