using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace Plugins.Tests;

/// <summary><c>Gateway:Providers:&lt;scm_type&gt;</c>: bound and validated by the plugin's own options, and changed while the host runs.</summary>
public sealed class ProviderSettingsTests
{
    private const string Section = "Gateway:Providers:configured";

    [Fact]
    public async Task Options_Of_A_Plugin_Are_Bound_To_Its_Section()
    {
        using var plugins = new PluginDirectory().With("Configured");
        await using var host = await RunningHost.StartAsync(plugins, new()
        {
            [$"{Section}:Edition"] = "enterprise",
            [$"{Section}:Pause"] = "00:00:07",
            [$"{Section}:Flavour"] = "sweet",
        });

        var account = (await host.AskAsync("configured")).Value!;
        Assert.Equal(("enterprise 7", "Sweet"), (account.Username, account.Uid));
    }

    [Fact]
    public async Task Options_That_Are_Not_Valid_Refuse_The_Plugin_With_All_That_Is_Wrong()
    {
        using var plugins = new PluginDirectory().With("Configured", "Good");
        await using var host = await RunningHost.StartAsync(plugins, new() { [$"{Section}:Edition"] = "", [$"{Section}:Pause"] = "00:00:00" });

        Assert.Equal(
            $"The plugin «Configured» has settings that are not valid: {Section}:Edition is empty. {Section}:Pause must be longer than nothing.",
            host.StatusOf("Configured").Reason);
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task A_Value_That_Cannot_Be_Read_Refuses_The_Plugin_With_Its_Key()
    {
        using var plugins = new PluginDirectory().With("Configured");
        await using var host = await RunningHost.StartAsync(plugins, new() { [$"{Section}:Pause"] = "soon" });

        Assert.Equal(PluginState.Refused, host.StatusOf("Configured").State);
        Assert.Contains("configured:Pause", host.StatusOf("Configured").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_Settings_Are_Taken_Up_While_The_Host_Runs_Even_If_The_Provider_Has_Read_Them()
    {
        using var plugins = new PluginDirectory().With("Configured", "Good");
        var settings = new ChangingSettings();
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);
        var good = host.ServingOf("Good");
        Assert.Equal("community 1", (await host.AskAsync("configured")).Value!.Username);

        settings.Set($"{Section}:Edition", "enterprise");

        await UntilAnswersAsync(host, "enterprise 1");
        Assert.Same(good, host.ServingOf("Good"));
        Assert.Equal("added=2 reconfigured=1", host.Changes);
        Assert.Contains("Information Gateway.Audit The plugin Configured 0.1.0", host.Log.Text, StringComparison.Ordinal);
        Assert.Contains("was made anew because its settings were changed, and serves configured.", host.Log.Text, StringComparison.Ordinal);
        var departed = host.Services.GetRequiredService<DepartedPlugins>();
        await host.UntilAsync(() => departed.Count == 0);
    }

    [Fact]
    public async Task Changed_Settings_That_Are_Not_Valid_Leave_The_Last_Good_Ones_And_Are_Told()
    {
        using var plugins = new PluginDirectory().With("Configured");
        var settings = new ChangingSettings();
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);

        settings.Set($"{Section}:Pause", "-00:00:01");

        await host.UntilAsync("Configured", PluginState.Refused, $"{Section}:Pause must be longer than nothing.");
        Assert.NotNull(host.ServingOf("Configured"));
        Assert.Equal("community 1", (await host.AskAsync("configured")).Value!.Username);
        Assert.Contains("Error Gateway.Plugins.PluginHost Left out", host.Log.Text, StringComparison.Ordinal);

        settings.Set($"{Section}:Pause", "00:00:03");
        await UntilAnswersAsync(host, "community 3");
        Assert.DoesNotContain(host.Statuses.Plugins, status => status.State == PluginState.Refused);
    }

    [Fact]
    public async Task Settings_Of_Others_Do_Not_Concern_A_Plugin()
    {
        using var plugins = new PluginDirectory().With("Configured", "Good");
        var settings = new ChangingSettings();
        await using var host = await RunningHost.StartAsync(plugins, addSettings: settings.AddTo);
        var before = host.ServingOf("Configured");

        settings.Set("Gateway:Providers:good:Uid", "7");

        await host.UntilAsync(() => host.Changes == "added=2 reconfigured=1");
        Assert.Same(before, host.ServingOf("Configured"));
        Assert.Equal("7", (await host.AskAsync("good")).Value!.Uid);
    }

    private static async Task UntilAnswersAsync(RunningHost host, string username)
    {
        await host.UntilAsync(() => host.Statuses.Plugins.Any(status => status is { Name: "Configured", State: PluginState.Replaced }));
        Assert.Equal(username, (await host.AskAsync("configured")).Value!.Username);
    }
}
