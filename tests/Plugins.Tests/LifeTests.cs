using System.Security.Cryptography;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>Plugins that come, change and go while the host runs, whichever way their files get there.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_Folder_That_Is_Copied_In_Serves()
    {
        using var plugins = new PluginDirectory();
        await using var host = await RunningHost.StartAsync(plugins);

        plugins.With("Good");

        await host.UntilServesAsync("Good");
        Assert.True((await host.AskAsync("good")).IsSuccess);
        Assert.Equal("added=1", host.Changes);
        Assert.Contains(
            $"Information Gateway.Audit The plugin Good {host.ServingOf("Good")!.Version} (SHA-256 {Hash(plugins.FolderOf("Good", "Good.dll"))}, {plugins.FolderOf("Good", "Good.dll")}) was added, and serves good, good-cloud.",
            host.Log.Text,
            StringComparison.Ordinal);
        Assert.Contains(
            $"Information Gateway.Plugins.PluginHost The plugin Good {host.ServingOf("Good")!.Version} serves good, good-cloud (contract ", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Folder_That_Is_Copied_Over_Is_Replaced()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);
        var before = host.ServingOf("Good")!;

        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));

        await host.UntilServesAsync("Good", "2.0.0");
        Assert.Equal("hello again", (await host.AskAsync("good")).Value!.Username);
        Assert.Equal(before.Sha256, host.Statuses.Plugins.Single(status => status.State == PluginState.Replaced).Sha256);
        Assert.Equal("added=1 replaced=1", host.Changes);
        var after = host.ServingOf("Good")!;
        Assert.Contains(
            $"Information Gateway.Audit The plugin Good {before.Version} (SHA-256 {before.Sha256}) was replaced by {after.Version} (SHA-256 {after.Sha256}, {after.Path}), which serves good, good-cloud.",
            host.Log.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Folder_That_Is_Exchanged_By_Renaming_Is_Replaced()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        plugins.Stage("GoodNext", "Good");
        Directory.Move(plugins.FolderOf("Good"), plugins.StageOf("Old"));
        Directory.Move(plugins.StageOf("Good"), plugins.FolderOf("Good"));

        await host.UntilServesAsync("Good", "2.0.0");
    }

    [Fact]
    public async Task A_Link_That_Is_Turned_Replaces_The_Plugin()
    {
        using var plugins = new PluginDirectory();
        PluginDirectory.Copy("Good", plugins.FolderOf(".staged", "1"));
        PluginDirectory.Copy("GoodNext", plugins.FolderOf(".staged", "2"));
        Directory.CreateSymbolicLink(plugins.FolderOf("Good"), ".staged/1");
        await using var host = await RunningHost.StartAsync(plugins);
        await host.UntilServesAsync("Good", "1.2.3");

        Directory.CreateSymbolicLink(plugins.FolderOf(".next"), ".staged/2");
        await PluginDirectory.RenameAsync(plugins.FolderOf(".next"), plugins.FolderOf("Good"));

        await host.UntilServesAsync("Good", "2.0.0");
        Assert.Equal("added=1 replaced=1", host.Changes);
    }

    [Fact]
    public async Task A_Newer_Version_Folder_Replaces_And_Without_It_The_Older_Serves_Again()
    {
        using var plugins = new PluginDirectory();
        PluginDirectory.Copy("Good", plugins.FolderOf("Good", "1.2.3"));
        await using var host = await RunningHost.StartAsync(plugins);

        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good", "2.0.0"));
        await host.UntilServesAsync("Good", "2.0.0");

        Directory.Delete(plugins.FolderOf("Good", "2.0.0"), recursive: true);
        await host.UntilServesAsync("Good", "1.2.3");
        Assert.Equal("added=1 replaced=2", host.Changes);
    }

    [Fact]
    public async Task An_Older_Version_Folder_That_Comes_Or_Goes_Changes_Nothing()
    {
        using var plugins = new PluginDirectory().With("Twin");
        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good", "2.0.0"));
        await using var host = await RunningHost.StartAsync(plugins);
        var before = host.ServingOf("Good");

        PluginDirectory.Copy("Good", plugins.FolderOf("Good", "1.2.3"));
        Directory.Delete(plugins.FolderOf("Twin"), recursive: true);

        await host.UntilAsync(() => host.Statuses.Plugins.All(status => status.Name != "Twin"));
        Assert.Same(before, host.ServingOf("Good"));
        Assert.Equal("added=1 refused=1", host.Changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Folder_That_Is_Removed_Or_Emptied_Is_No_Longer_Offered(bool emptied)
    {
        using var plugins = new PluginDirectory().With("Good", "Conflicting");
        await using var host = await RunningHost.StartAsync(plugins, new() { ["Gateway:Plugins:Required:0"] = "good" });
        Assert.Equal(HealthStatus.Healthy, await CheckHealthAsync(host));
        var before = host.ServingOf("Good")!;

        Directory.Delete(plugins.FolderOf("Good"), recursive: true);
        if (emptied)
        {
            Directory.CreateDirectory(plugins.FolderOf("Good"));
        }

        await host.UntilAsync("Good", PluginState.Removed);
        Assert.Null(host.Catalog.Find(ScmType.Parse("good")));
        Assert.Equal(ScmFailureReason.PlatformFailed, (await host.AskAsync("good")).Failure!.Reason);
        Assert.True((await host.AskAsync("conflicting")).IsSuccess);
        Assert.Equal(["good"], host.Statuses.MissingTypes);
        Assert.Equal(HealthStatus.Unhealthy, await CheckHealthAsync(host));
        Assert.Contains(
            $"Information Gateway.Audit The plugin Good {before.Version} (SHA-256 {before.Sha256}) was removed, and good, good-cloud no longer served.",
            host.Log.Text,
            StringComparison.Ordinal);

        plugins.With("Good");
        await host.UntilServesAsync("Good");
        Assert.Equal(HealthStatus.Healthy, await CheckHealthAsync(host));
        Assert.Equal("added=3 removed=1", host.Changes);
    }

    [Fact]
    public async Task A_Broken_Replacement_Leaves_The_Old_Serving_And_Is_Told()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        await File.WriteAllTextAsync(plugins.FolderOf("Good", "Good.dll"), "no assembly");

        await host.UntilAsync("Good", PluginState.Refused, "is no .NET assembly");
        Assert.Equal("hello", (await host.AskAsync("good")).Value!.Username);
        Assert.NotNull(host.ServingOf("Good"));
        Assert.Contains("Warning Gateway.Audit The plugin Good unknown (SHA-256 ", host.Log.Text, StringComparison.Ordinal);
        Assert.Equal("added=1 refused=1", host.Changes);

        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));
        await host.UntilServesAsync("Good", "2.0.0");
        Assert.DoesNotContain(host.Statuses.Plugins, status => status.State == PluginState.Refused);
    }

    [Fact]
    public async Task A_Replacement_That_Cannot_Be_Made_Leaves_The_Old_Serving()
    {
        using var plugins = new PluginDirectory().With("Good");
        var settings = new ChangingSettings();
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);

        settings.Set("Gateway:Providers:good:Greeting", "forbidden");
        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));

        await host.UntilAsync("Good", PluginState.Refused, "must not be «forbidden»");
        Assert.StartsWith("1.2.3", host.ServingOf("Good")!.Version, StringComparison.Ordinal);
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task A_Type_That_Becomes_Free_Goes_To_The_Plugin_That_Was_Refused_For_It()
    {
        using var plugins = new PluginDirectory().With("Good", "Twin");
        await using var host = await RunningHost.StartAsync(plugins);
        Assert.Equal(PluginState.Refused, host.StatusOf("Twin").State);

        Directory.Delete(plugins.FolderOf("Good"), recursive: true);

        await host.UntilServesAsync("Twin");
        Assert.Equal("Twin", host.Catalog.Find(ScmType.Parse("good"))!.PluginName);
    }

    [Fact]
    public async Task What_May_Run_Is_Asked_At_Each_Load_And_At_Each_Change_Of_The_List()
    {
        using var plugins = new PluginDirectory().With("Good");
        plugins.Stage("GoodNext", "Next");
        var settings = new ChangingSettings();
        settings.Set("Gateway:Plugins:TrustedHashes:0", Hash(plugins.FolderOf("Good", "Good.dll")));
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);

        PluginDirectory.CopyFolder(plugins.StageOf("Next"), plugins.FolderOf("Good"));
        await host.UntilAsync("Good", PluginState.Refused, "is not in Gateway:Plugins:TrustedHashes");
        Assert.StartsWith("1.2.3", host.ServingOf("Good")!.Version, StringComparison.Ordinal);

        settings.Set("Gateway:Plugins:TrustedHashes:1", Hash(plugins.FolderOf("Good", "Good.dll")));
        await host.UntilServesAsync("Good", "2.0.0");

        settings.Set("Gateway:Plugins:TrustedHashes:1", new string('0', 64));
        await host.UntilAsync("Good", PluginState.Removed, "is not in Gateway:Plugins:TrustedHashes");
        Assert.Empty(host.Catalog.Providers);
        Assert.Contains("Warning Gateway.Audit The plugin Good 2.0.0", host.Log.Text, StringComparison.Ordinal);
        Assert.Contains("distrusted=1", host.Changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Call_In_Flight_Ends_On_The_Old_Plugin_Which_Then_Leaves_Memory()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);
        var departed = host.Services.GetRequiredService<DepartedPlugins>();
        var answer = new LateAnswer(host.Network);

        var call = host.AskAsync("good", "call");
        await answer.Asked;
        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));
        await host.UntilServesAsync("Good", "2.0.0");

        Assert.False(call.IsCompleted);
        Assert.Equal("hello again", (await host.AskAsync("good")).Value!.Username);
        Assert.Equal(1, departed.Count);
        answer.Give();
        Assert.Equal("late", (await call).Value!.Username);
        await host.UntilAsync(() => departed.Count == 0);
    }

    [Fact]
    public async Task Calls_Failures_And_Latency_Are_Told_Of_Each_Build()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);
        host.Network.Answer = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);
        Assert.Null(host.StatusOf("Good").Usage.MeanLatency);

        await host.AskAsync("good");
        await host.AskAsync("good", "call");
        await host.AskAsync("good-cloud");

        var usage = host.StatusOf("Good").Usage;
        Assert.Equal((3, 1), (usage.Calls, usage.Failures));
        Assert.True(usage.MeanLatency > TimeSpan.Zero);

        PluginDirectory.Copy("GoodNext", plugins.FolderOf("Good"));
        await host.UntilServesAsync("Good", "2.0.0");
        Assert.Equal(0, host.ServingOf("Good")!.Usage.Calls);
        Assert.Equal(3, host.Statuses.Plugins.Single(status => status.State == PluginState.Replaced).Usage.Calls);
    }

    private static async Task<HealthStatus> CheckHealthAsync(RunningHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
