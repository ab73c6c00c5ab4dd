using Gateway.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Plugins.Tests;

/// <summary>When the host looks for changes of plugins, and what it makes of directories that come and go.</summary>
public sealed class WatchingTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_Change_That_The_System_Tells_Needs_No_Next_Look()
    {
        using var plugins = new PluginDirectory();
        await using var host = await RunningHost.StartAsync(plugins, configure: services => services.PostConfigure<PluginOptions>(options => options.PollInterval = Never));

        // The first of them may be found by the look with which watching begins.
        foreach (var name in new[] { "Good", "Conflicting" })
        {
            plugins.Stage(name, name);
            Directory.Move(plugins.StageOf(name), plugins.FolderOf(name));
            await host.UntilServesAsync(name);
        }
    }

    [Fact]
    public async Task A_Change_That_Falls_Into_The_Start_Needs_No_Next_Look()
    {
        using var plugins = new PluginDirectory();
        Directory.Delete(plugins.Path);
        var time = new FakeTimeProvider();
        await using var host = await RunningHost.StartAsync(plugins, configure: services => services
            .AddSingleton<TimeProvider>(time)
            .PostConfigure<PluginOptions>(options => options.PollInterval = Never));

        plugins.Stage("Good", Path.Combine("plugins", "Good"));
        Directory.Move(plugins.StageOf("plugins"), plugins.Path);

        await host.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            return host.ServingOf("Good") is not null;
        });
    }

    [Fact]
    public async Task A_Change_Of_Settings_Needs_No_Next_Look()
    {
        using var plugins = new PluginDirectory().With("Good");
        var settings = new ChangingSettings();
        await using var host = await RunningHost.StartAsync(
            plugins, configure: services => services.PostConfigure<PluginOptions>(options => options.PollInterval = Never), addSettings: settings.AddTo);

        settings.Set("Gateway:Providers:good:Greeting", "good morning");
        await host.UntilAsync(() => host.Changes == "added=1 reconfigured=1");
        settings.Set("Gateway:Providers:good:Greeting", "good night");
        await host.UntilAsync(() => host.Changes == "added=1 reconfigured=2");

        Assert.Equal("good night", (await host.AskAsync("good")).Value!.Username);
    }

    [Fact]
    public async Task A_Change_That_The_System_Does_Not_Tell_Is_Found_At_The_Next_Look()
    {
        using var plugins = new PluginDirectory();
        Directory.Delete(plugins.Path);
        await using var host = await RunningHost.StartAsync(plugins);

        plugins.Stage("Good", Path.Combine("plugins", "Good"));
        Directory.Move(plugins.StageOf("plugins"), plugins.Path);

        await host.UntilServesAsync("Good");
    }

    [Fact]
    public async Task A_Folder_That_Is_Still_Written_To_Is_Left_Alone()
    {
        using var plugins = new PluginDirectory();
        await using var host = await RunningHost.StartAsync(
            plugins, configure: services => services.PostConfigure<PluginOptions>(options => options.QuietTime = TimeSpan.FromSeconds(1)));
        var bytes = await File.ReadAllBytesAsync(Path.Combine(TestPlugins.FolderOf("Good"), "Good.dll"));

        // For several times as long as the folder has to be quiet, with half a plugin in it all the time.
        Directory.CreateDirectory(plugins.FolderOf("Good"));
        await using (var half = File.Create(plugins.FolderOf("Good", "Good.dll")))
        {
            foreach (var chunk in bytes.Chunk(bytes.Length / 100))
            {
                await half.WriteAsync(chunk);
                await half.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(30));
            }
        }

        plugins.With("Good");
        await host.UntilServesAsync("Good");
        Assert.Equal("added=1", host.Changes);
    }

    [Fact]
    public async Task A_Plugin_Directory_That_Is_Away_For_A_Moment_Ends_No_Service()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        Directory.Move(plugins.Path, plugins.StageOf("away"));
        await host.UntilAsync(() => host.Log.Text.Contains($"Warning Gateway.Plugins.Watching.PluginWatcher The plugin directory {plugins.Path} is not there", StringComparison.Ordinal));
        Assert.True((await host.AskAsync("good")).IsSuccess);

        Directory.Move(plugins.StageOf("away"), plugins.Path);
        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));
        await host.UntilServesAsync("Good", "2.0.0");
        Assert.Equal("added=1 replaced=1", host.Changes);
    }

    [Fact]
    public async Task A_Plugin_Directory_That_Is_Away_Is_Told_Once_And_What_Was_Set_Meanwhile_Holds_When_It_Is_Back()
    {
        using var plugins = new PluginDirectory().With("Good", "Conflicting");
        var settings = new ChangingSettings();
        var away = $"The plugin directory {plugins.Path} is not there";
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);
        Directory.Move(plugins.Path, plugins.StageOf("away"));
        await host.UntilAsync(() => host.Log.Text.Contains(away, StringComparison.Ordinal));

        settings.Set("Gateway:Providers:good:Greeting", "good morning");
        settings.Set("Gateway:Plugins:TrustedHashes:0", host.ServingOf("Good")!.Sha256);
        await host.UntilAsync("Conflicting", PluginState.Removed, "is not in Gateway:Plugins:TrustedHashes");
        Assert.Equal("hello", (await host.AskAsync("good")).Value!.Username);

        Directory.Move(plugins.StageOf("away"), plugins.Path);
        await host.UntilAsync(() => host.Changes.Contains("reconfigured=1", StringComparison.Ordinal));
        Assert.Equal("good morning", (await host.AskAsync("good")).Value!.Username);
        Assert.Single(host.Log.Text.Split('\n'), line => line.Contains(away, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_Watching_Nothing_Is_Taken_Up()
    {
        using var plugins = new PluginDirectory();
        await using var watching = await RunningHost.StartAsync(plugins);
        await using var host = await RunningHost.StartAsync(plugins, new() { ["Gateway:Plugins:Watch"] = "false" });

        plugins.With("Good");
        await watching.UntilServesAsync("Good");
        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));
        await watching.UntilServesAsync("Good", "2.0.0");

        Assert.Empty(host.Statuses.Plugins);
    }

    [Fact]
    public async Task A_Look_That_Fails_Is_Told_And_The_Next_One_Makes_Up_For_It()
    {
        using var plugins = new PluginDirectory();
        using var sink = new FailingLog("was added");
        await using var host = await RunningHost.StartAsync(plugins, configure: services => services.AddSingleton<ILoggerProvider>(sink));

        plugins.With("Good");

        await host.UntilServesAsync("Good");
        Assert.True((await host.AskAsync("good")).IsSuccess);
        Assert.Contains("Error Gateway.Plugins.Watching.PluginWatcher Changes of plugins could not be taken up", host.Log.Text, StringComparison.Ordinal);
    }
}
