using System.Diagnostics.Metrics;
using Gateway.Plugins.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Tests.Common;

namespace Plugins.Tests;

public sealed class InvocationTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task What_A_Provider_Returns_Is_The_Hosts_Own()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        var account = (await host.AskAsync("good")).Value!;
        Assert.Equal(["read", "write"], account.Scopes!);
        Assert.IsType<string[]>(account.Scopes);
        Assert.Null(account.AvatarUrl);

        var branches = await host.Invoker.InvokeAsync<IBranchSource, IReadOnlyList<string>>(
            ScmType.Parse("good"),
            RunningHost.Instance,
            ScmAccessToken.Parse("t"),
            (provider, connection, deadline) => provider.GetBranchesAsync(connection, "me/it", deadline),
            CancellationToken.None);
        Assert.IsType<string[]>(branches.Value);
        Assert.Equal(["main", "me/it"], branches.Value);

        var repositories = await host.Invoker.InvokeAsync<IRepositorySearch, IReadOnlyList<ScmRepository>>(
            ScmType.Parse("good"),
            RunningHost.Instance,
            ScmAccessToken.Parse("t"),
            (provider, connection, deadline) => provider.SearchRepositoriesAsync(connection, new(), deadline),
            CancellationToken.None);
        Assert.Equal(ScmFailureReason.ScopeMissing, repositories.Failure!.Reason);
        Assert.IsType<string[]>(repositories.Failure.MissingScopes);
    }

    [Fact]
    public async Task A_Provider_Calls_Its_Instance_Through_The_Lent_Handler()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);
        host.Network.Answer = (request, _) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(request.RequestUri!.ToString()) });

        Assert.Equal("https://scm.example/whoami", (await host.AskAsync("good", "call")).Value!.Uid);
        Assert.Equal("https://scm.example/whoami", (await host.AskAsync("good", "call")).Value!.Uid);
    }

    [Fact]
    public async Task OAuth_Endpoints_Are_Told_And_A_Provider_That_Throws_Tells_None()
    {
        using var plugins = new PluginDirectory().With("Good", "Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);

        var endpoints = await host.Invoker.GetOAuthEndpointsAsync(ScmType.Parse("good-cloud"), RunningHost.Instance, CancellationToken.None);
        Assert.Equal("https://scm.example/authorize", endpoints!.AuthorizationEndpoint.ToString());
        Assert.Null(await host.Invoker.GetOAuthEndpointsAsync(ScmType.Parse("good"), RunningHost.Instance, CancellationToken.None));
        Assert.Null(await host.Invoker.GetOAuthEndpointsAsync(ScmType.Parse("misbehaving"), RunningHost.Instance, CancellationToken.None));
        Assert.Null(await host.Invoker.GetOAuthEndpointsAsync(ScmType.Parse("nobody"), RunningHost.Instance, CancellationToken.None));
    }

    [Theory]
    [InlineData("throw-at-once", ScmFailureReason.PlatformFailed)]
    [InlineData("throw-later", ScmFailureReason.PlatformFailed)]
    [InlineData("http", ScmFailureReason.InstanceUnreachable)]
    [InlineData("wrapped", ScmFailureReason.InstanceUnreachable)]
    [InlineData("too-much", ScmFailureReason.NotThisPlatform)]
    [InlineData("ended", ScmFailureReason.PlatformFailed)]
    [InlineData("json", ScmFailureReason.PlatformFailed)]
    [InlineData("null-task", ScmFailureReason.PlatformFailed)]
    [InlineData("null-result", ScmFailureReason.PlatformFailed)]
    [InlineData("no-uid", ScmFailureReason.PlatformFailed)]
    [InlineData("null-name", ScmFailureReason.PlatformFailed)]
    public async Task What_A_Provider_Throws_Or_Forgets_Is_A_Failure(string token, ScmFailureReason reason)
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(reason, (await host.AskAsync("misbehaving", token)).Failure!.Reason);
        Assert.True((await host.AskAsync("misbehaving")).IsSuccess);
    }

    [Fact]
    public async Task An_Exception_Is_Logged_By_Type_And_Place_Without_Its_Message()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);

        await host.AskAsync("misbehaving", "throw-later");

        Assert.Contains("Misbehaving.OwnException", host.Log.Text, StringComparison.Ordinal);
        Assert.Contains("ThrowLaterAsync", host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("throw-later", host.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main", ScmFailureReason.PlatformFailed)]
    [InlineData("endless", ScmFailureReason.NotThisPlatform)]
    public async Task A_List_With_Holes_Or_Without_An_End_Is_A_Failure(string repository, ScmFailureReason reason)
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(reason, (await BranchesAsync(host, repository, RunningHost.Instance)).Failure!.Reason);
    }

    [Theory]
    [InlineData("endless", true)]
    [InlineData("main", false)]
    public async Task Instances_That_Tell_Too_Much_Take_A_Type_From_Nobody_As_Faults_Of_Its_Plugin_Do(string repository, bool goesOn)
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);

        for (var i = 0; i < 6; i++)
        {
            Assert.False((await BranchesAsync(host, repository, ScmInstance.Parse($"https://{i % 3}.example"))).IsSuccess);
        }

        Assert.Equal(goesOn, (await host.AskAsync("misbehaving")).IsSuccess);
    }

    [Theory]
    [InlineData("ignore")]
    [InlineData("obey")]
    [InlineData("block")]
    public async Task A_Provider_That_Takes_Too_Long_Is_Given_Up_At_The_Deadline(string token)
    {
        using var plugins = new PluginDirectory().With("Misbehaving", "Good");
        await using var host = await RunningHost.StartAsync(plugins, timeout: Short);

        Assert.Equal(ScmFailureReason.PlatformFailed, (await host.AskAsync("misbehaving", token)).Failure!.Reason);
        Assert.True((await host.AskAsync("misbehaving")).IsSuccess);
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task A_Type_Whose_Calls_Never_End_Gets_No_More_And_Others_Go_On()
    {
        using var plugins = new PluginDirectory().With("Misbehaving", "Good");
        await using var host = await RunningHost.StartAsync(plugins, timeout: Short);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => host.AskAsync("misbehaving", "block", ScmInstance.Parse($"https://{i}.example"))));

        var refused = await host.AskAsync("misbehaving");
        Assert.Equal(ScmFailureReason.PlatformFailed, refused.Failure!.Reason);
        Assert.Equal("The provider gets no calls for a moment.", refused.Failure.Detail);
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task A_Caller_That_Has_Gone_Is_Told_By_Its_Own_Cancellation()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);
        using var caller = new CancellationTokenSource();

        var call = host.AskAsync("misbehaving", "ignore", cancellationToken: caller.Token);
        await caller.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task A_Type_That_Nobody_Serves_Has_Failed()
    {
        using var plugins = new PluginDirectory();
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(ScmFailureReason.PlatformFailed, (await host.AskAsync("good")).Failure!.Reason);
    }

    [Fact]
    public async Task One_Slow_Host_Takes_Four_Places_And_Its_Other_Callers_Wait_Until_The_Deadline()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins, timeout: TimeSpan.FromSeconds(1));

        var slow = Enumerable.Range(0, 4).Select(_ => host.AskAsync("misbehaving", "obey")).ToList();
        var other = await host.AskAsync("misbehaving", instance: ScmInstance.Parse("https://other.example"));
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.True(other.IsSuccess);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.AskAsync("misbehaving", cancellationToken: caller.Token));
        await Task.WhenAll(slow);
        Assert.True((await host.AskAsync("misbehaving")).IsSuccess);
    }

    [Fact]
    public async Task A_Caller_That_Gets_No_Place_May_Try_Again_Soon()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins, timeout: Short);
        var limits = host.Services.GetRequiredService<PlatformCallLimits>();
        for (var i = 0; i < 4; i++)
        {
            Assert.NotNull(await limits.EnterAsync(RunningHost.Instance, isShared: false, CancellationToken.None));
        }

        var result = await host.AskAsync("misbehaving");

        Assert.Equal(ScmFailureReason.RateLimited, result.Failure!.Reason);
        Assert.Equal(TimeSpan.FromSeconds(1), result.Failure.RetryAfter);
    }

    [Fact]
    public async Task Calls_Are_Counted_By_Type_And_Outcome()
    {
        using var plugins = new PluginDirectory().With("Misbehaving");
        await using var host = await RunningHost.StartAsync(plugins);
        using var meter = new MeterReader(host.Services.GetRequiredService<IMeterFactory>());

        await host.AskAsync("misbehaving");
        await host.AskAsync("misbehaving", "http");
        await host.AskAsync("misbehaving", "null-result");

        Assert.Equal(
            [
                "gateway.provider.calls scm_type=misbehaving outcome=success 1",
                "gateway.provider.call.duration scm_type=misbehaving",
                "gateway.provider.calls scm_type=misbehaving outcome=instance_unreachable 1",
                "gateway.provider.call.duration scm_type=misbehaving",
                "gateway.provider.calls scm_type=misbehaving outcome=fault 1",
                "gateway.provider.call.duration scm_type=misbehaving",
            ],
            meter.Lines);
    }

    private static Task<ScmResult<IReadOnlyList<string>>> BranchesAsync(RunningHost host, string repository, ScmInstance instance)
        => host.Invoker.InvokeAsync<IBranchSource, IReadOnlyList<string>>(
            ScmType.Parse("misbehaving"),
            instance,
            ScmAccessToken.Parse("t"),
            (provider, connection, deadline) => provider.GetBranchesAsync(connection, repository, deadline),
            CancellationToken.None);
}
