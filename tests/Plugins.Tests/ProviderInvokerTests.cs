using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Gateway.Plugins.Loading;
using Gateway.ScmIntegrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>What becomes of one call of a provider, and what is counted of it; with a clock that stands.</summary>
public sealed class ProviderInvokerTests : IDisposable
{
    private const string Calls = "gateway.provider.calls scm_type=told outcome=";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ScmType Type = ScmType.Parse("told");
    private static readonly ScmInstance Instance = ScmInstance.Parse("https://a.example");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeNetwork _network = new();
    private readonly ProviderCatalog _catalog = new();
    private readonly PlatformCallLimits _limits = new(Options.Create(new LimitOptions { ConcurrentPlatformCalls = 10 }));
    private readonly MeterReader _meter = new();
    private readonly LoadedPlugin _plugin;
    private readonly ProviderInvoker _invoker;

    public ProviderInvokerTests()
    {
        _plugin = LoadedPlugins.Make(new Told(), _time);
        _catalog.Swap([_plugin]);
        _invoker = new ProviderInvoker(
            _catalog,
            _limits,
            new ProviderScheduler(),
            _network,
            Options.Create(new PlatformCallOptions { Timeout = TimeSpan.FromSeconds(10) }),
            new PluginMetrics(_meter.Factory),
            _time,
            NullLogger<ProviderInvoker>.Instance);
    }

    private IReadOnlyList<string> Outcomes
        => [.. _meter.Lines.Where(line => line.StartsWith(Calls, StringComparison.Ordinal)).Select(line => line[Calls.Length..^" 1".Length])];

    private PluginUsage Usage => _plugin.Providers[0].Usage;

    public void Dispose()
    {
        _meter.Dispose();
        _limits.Dispose();
        _network.Dispose();
    }

    [Fact]
    public async Task An_Answer_Is_Given_And_Counted()
    {
        Assert.Equal("jane", (await AskAsync(Good)).Value!.Username);

        Assert.Equal(["success"], Outcomes);
        Assert.Equal((1, 0), (Usage.Calls, Usage.Failures));
    }

    [Fact]
    public async Task An_Exception_Or_Nothing_Is_A_Fault()
    {
        var thrown = await AskAsync(Throw);
        var nothing = await AskAsync((_, _) => Task.FromResult<ScmResult<ScmAccount>>(null!));

        Assert.Equal(ScmFailure.PlatformFailed("The provider threw an exception."), thrown.Failure);
        Assert.Equal(ScmFailure.PlatformFailed("The provider returned nonsense."), nothing.Failure);
        Assert.Equal(["fault", "fault"], Outcomes);
        Assert.Equal((2, 2), (Usage.Calls, Usage.Failures));
    }

    [Fact]
    public async Task A_Capability_That_The_Provider_Has_Not_Is_A_Fault()
    {
        var answer = await _invoker.InvokeAsync<IBranchSource, ScmAccount>(
            Type, Instance, ScmAccessToken.Parse("token"), (_, _, _) => throw new NotSupportedException(), default);

        Assert.Equal(ScmFailure.PlatformFailed("The provider threw an exception."), answer.Failure);
    }

    [Fact]
    public async Task A_Provider_That_Keeps_Throwing_Gets_No_Calls_For_A_Moment_And_Can_Be_Let_Go()
    {
        await AskAsync(Throw, times: 5);

        var refused = await AskAsync(Good);
        Assert.Equal(ScmFailure.PlatformFailed("The provider gets no calls for a moment."), refused.Failure);
        Assert.Equal("broken", Outcomes[^1]);
        Assert.Equal(5, Usage.Calls);

        _plugin.Leave();
        Assert.Null(await _plugin.Unloaded.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_Good_Answer_Forgets_The_Faults_Before_It()
    {
        await AskAsync(Throw, times: 4);
        await AskAsync(Good);
        await AskAsync(Throw, times: 4);

        Assert.True((await AskAsync(Good)).IsSuccess);
    }

    [Fact]
    public async Task A_Caller_That_Goes_Away_During_The_Probe_Leaves_It_To_The_Next()
    {
        await AskAsync(Throw, times: 5);
        _time.Advance(TimeSpan.FromSeconds(5));
        using var cancellation = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var answer = new TaskCompletionSource<ScmResult<ScmAccount>>();
        var probe = AskAsync(
            (_, _) =>
            {
                started.SetResult();
                return answer.Task;
            },
            cancellation.Token);
        await started.Task.WaitAsync(Patience);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(Patience));
        Assert.Equal("canceled", Outcomes[^1]);
        Assert.True((await AskAsync(Good)).IsSuccess);
        answer.SetResult(ScmFailure.TokenRejected());
    }

    [Fact]
    public async Task A_Caller_That_Has_Gone_Before_Is_Not_Counted()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(Good, new CancellationToken(canceled: true)));

        Assert.Empty(Outcomes);
        Assert.Equal(0, Usage.Calls);
    }

    [Fact]
    public async Task A_Call_Without_An_End_Is_Given_Up_And_Holds_Its_Plugin_Until_It_Ends()
    {
        var started = new TaskCompletionSource<CancellationToken>();
        var answer = new TaskCompletionSource<ScmResult<ScmAccount>>();
        var asking = AskAsync((_, deadline) =>
        {
            started.SetResult(deadline);
            return answer.Task;
        });
        var token = await started.Task.WaitAsync(Patience);
        _time.Advance(TimeSpan.FromMilliseconds(9999));
        Assert.False(token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ScmFailure.PlatformFailed("There was no answer within 10 s."), (await asking.WaitAsync(Patience)).Failure);
        Assert.Equal(["timeout"], Outcomes);
        Assert.Equal((1, 1), (Usage.Calls, Usage.Failures));
        _plugin.Leave();
        await Task.Delay(50);
        Assert.False(_plugin.Unloaded.IsCompleted);
        answer.SetResult(ScmFailure.TokenRejected());
        await _plugin.Unloaded.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_Type_That_Nobody_Serves_Any_More_Has_Failed()
    {
        _catalog.Swap([]);

        Assert.Equal(ScmFailure.PlatformFailed("No plugin serves the type any more."), (await AskAsync(Good)).Failure);
        Assert.Equal(["gone"], Outcomes);
    }

    [Fact]
    public async Task Whoever_Gets_No_Place_May_Try_Again_In_A_Second_And_Endpoints_Need_None()
    {
        var answer = new TaskCompletionSource<ScmResult<ScmAccount>>();
        var waiting = Enumerable.Range(0, 64).Select(_ => AskAsync((_, _) => answer.Task)).ToList();

        var busy = await AskAsync(Good).WaitAsync(Patience);
        var endpoints = await _invoker.GetOAuthEndpointsAsync(Type, Instance, default).WaitAsync(Patience);

        Assert.Equal(ScmFailure.RateLimited(TimeSpan.FromSeconds(1)), busy.Failure);
        Assert.Equal("busy", Outcomes[0]);
        Assert.Equal("https://a.example/authorize", endpoints!.AuthorizationEndpoint.ToString());
        answer.SetResult(ScmFailure.TokenRejected());
        Assert.All(await Task.WhenAll(waiting).WaitAsync(Patience), one => Assert.Equal(ScmFailureReason.TokenRejected, one.Failure!.Reason));
    }

    [Fact]
    public async Task Without_The_Capability_There_Are_No_Endpoints()
    {
        Assert.Null(await _invoker.GetOAuthEndpointsAsync(ScmType.Parse("other"), Instance, default));
        Assert.Empty(Outcomes);
    }

    private static Task<ScmResult<ScmAccount>> Good(ScmConnection connection, CancellationToken deadline)
        => Task.FromResult<ScmResult<ScmAccount>>(new ScmAccount { Uid = "1", Username = "jane" });

    private static Task<ScmResult<ScmAccount>> Throw(ScmConnection connection, CancellationToken deadline) => throw new InvalidOperationException("a bug");

    private Task<ScmResult<ScmAccount>> AskAsync(
        Func<ScmConnection, CancellationToken, Task<ScmResult<ScmAccount>>> call, CancellationToken cancellationToken = default)
        => _invoker.InvokeAsync<IScmProvider, ScmAccount>(
            Type, Instance, ScmAccessToken.Parse("token"), (_, connection, deadline) => call(connection, deadline), cancellationToken);

    private async Task AskAsync(Func<ScmConnection, CancellationToken, Task<ScmResult<ScmAccount>>> call, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await AskAsync(call);
        }
    }

    private sealed class Told : IScmProvider, IOAuthPlatform
    {
        public ScmType Type => ProviderInvokerTests.Type;

        public string PlatformName => "Told";

        public ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance) => new()
        {
            AuthorizationEndpoint = instance.Append("authorize"),
            TokenEndpoint = instance.Append("token"),
        };

        public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
