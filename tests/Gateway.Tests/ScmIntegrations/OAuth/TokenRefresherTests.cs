using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Health;
using Gateway.ScmIntegrations.OAuth;
using Gateway.Storage;
using Gateway.Tests.Operations;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class TokenRefresherTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeEndpoint _endpoint = new();
    private readonly Changes _told = new();
    private StoreHost? _host;

    private IScmIntegrationStore Store => _host!.Store;

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task A_Token_That_Is_Good_For_A_While_Is_Left_Alone()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(61));
        Assert.Same(integration, (await RefreshAsync(integration)).Value);
        var byHand = integration with { RefreshToken = null, ExpiresAt = _time.GetUtcNow() };
        Assert.Same(byHand, (await RefreshAsync(byHand)).Value);
        Assert.Empty(_endpoint.Shown);
    }

    [Fact]
    public async Task All_Who_Wait_Share_One_Refresh_And_It_Is_Kept_Before_Anybody_Uses_It()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(60));
        _endpoint.Gate = new TaskCompletionSource();
        var refresher = NewRefresher();
        var waiting = Enumerable.Range(0, 20).Select(_ => refresher.RefreshAsync(integration, CancellationToken.None)).ToList();
        _endpoint.Gate.SetResult();

        var results = await Task.WhenAll(waiting);
        Assert.Equal(["refresh-0"], _endpoint.Shown);
        Assert.All(results, result => Assert.Equal("access-1", result.Value!.AccessToken!.Reveal()));
        var kept = await FindAsync(integration);
        Assert.Equal(("access-1", "refresh-1"), (kept.AccessToken!.Reveal(), kept.RefreshToken!.Reveal()));
        Assert.Equal(_time.GetUtcNow().AddHours(2), kept.ExpiresAt);
    }

    [Fact]
    public async Task Who_Has_Read_It_Before_The_Last_Refresh_Gets_What_Is_Kept()
    {
        var stale = await AddAsync(TimeSpan.FromSeconds(10));
        await RefreshAsync(stale);
        var again = await RefreshAsync(stale);
        Assert.Equal("access-1", again.Value!.AccessToken!.Reveal());
        Assert.Equal(["refresh-0"], _endpoint.Shown);
    }

    [Fact]
    public async Task What_Else_Changes_Meanwhile_Does_Not_Cost_The_New_Tokens()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Meanwhile = async () => Assert.Equal(
            UpdateOutcome.Updated,
            await Store.UpdateAsync(await FindAsync(integration) with { Status = IntegrationStatus.Invalid, Email = "new@example.com" }, CancellationToken.None));

        var result = await RefreshAsync(integration);
        Assert.Equal("access-1", result.Value!.AccessToken!.Reveal());
        var kept = await FindAsync(integration);
        Assert.Equal(("access-1", "refresh-1"), (kept.AccessToken!.Reveal(), kept.RefreshToken!.Reveal()));
        Assert.Equal(("new@example.com", IntegrationStatus.Active), (kept.Email, kept.Status));
        Assert.Equal([(IntegrationStatus.Invalid, IntegrationStatus.Active)], _told);
    }

    [Fact]
    public async Task Whoever_Replaces_The_Token_Meanwhile_Is_Not_Overwritten()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Meanwhile = async () => await Store.UpdateAsync(
            await FindAsync(integration) with { AccessToken = new Secret("by hand"), RefreshToken = null, ExpiresAt = null }, CancellationToken.None);

        Assert.Equal("by hand", (await RefreshAsync(integration)).Value!.AccessToken!.Reveal());
        Assert.Equal("by hand", (await FindAsync(integration)).AccessToken!.Reveal());
    }

    [Fact]
    public async Task A_Removed_Integration_Comes_Not_Back()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Meanwhile = async () => await Store.RemoveAsync(integration.OwnerId, integration.Id, CancellationToken.None);
        var failure = (await RefreshAsync(integration)).Failure!;
        Assert.Equal((ScmFailureReason.TokenRejected, "The integration was removed."), (failure.Reason, failure.Detail));
        Assert.Null(await Store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_Refusal_Is_Told_And_Another_Gateway_That_Was_Faster_Is_Believed()
    {
        _time.AutoAdvanceAmount = TimeSpan.FromSeconds(2);
        var refused = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Failure = ScmFailure.TokenRejected("over");
        Assert.Equal(ScmFailureReason.TokenRejected, (await RefreshAsync(refused)).Failure!.Reason);

        var raced = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Meanwhile = async () => await Store.UpdateAsync(
            await FindAsync(raced) with { AccessToken = new Secret("theirs"), RefreshToken = new Secret("their refresh"), ExpiresAt = null },
            CancellationToken.None);
        Assert.Equal("theirs", (await RefreshAsync(raced)).Value!.AccessToken!.Reveal());
    }

    [Fact]
    public async Task While_The_Platform_Is_Away_The_Old_Token_Serves_To_Its_End()
    {
        _endpoint.Failure = ScmFailure.PlatformFailed("away");
        var ending = await AddAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("access-0", (await RefreshAsync(ending)).Value!.AccessToken!.Reveal());
        var ended = await AddAsync(TimeSpan.FromSeconds(-10));
        Assert.Equal(ScmFailureReason.PlatformFailed, (await RefreshAsync(ended)).Failure!.Reason);
    }

    [Fact]
    public async Task A_Token_Ends_With_Its_Last_Moment()
    {
        _endpoint.Failure = ScmFailure.PlatformFailed("away");

        Assert.Equal(ScmFailureReason.PlatformFailed, (await RefreshAsync(await AddAsync(TimeSpan.Zero))).Failure!.Reason);
    }

    [Fact]
    public async Task A_Refresh_Token_That_Stays_The_Same_Is_Not_Told_Again_And_Kept()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.KeepsRefreshToken = true;

        Assert.Equal("refresh-0", (await RefreshAsync(integration)).Value!.RefreshToken!.Reveal());
    }

    [Fact]
    public async Task The_Next_Time_It_Is_Refreshed_Again()
    {
        var refresher = NewRefresher();
        var first = (await refresher.RefreshAsync(await AddAsync(TimeSpan.FromSeconds(10)), CancellationToken.None)).Value!;
        _time.Advance(TimeSpan.FromMinutes(119.5));
        var second = (await refresher.RefreshAsync(first, CancellationToken.None)).Value!;

        Assert.Equal(("access-1", "access-2"), (first.AccessToken!.Reveal(), second.AccessToken!.Reveal()));
    }

    [Fact]
    public async Task After_A_Refusal_Another_Gateway_Has_A_Second_To_Keep_What_It_Got()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        _endpoint.Failure = ScmFailure.TokenRejected("over");
        var refresh = NewRefresher().RefreshAsync(integration, CancellationToken.None);
        await Task.Delay(50);
        Assert.False(refresh.IsCompleted);

        await Store.UpdateAsync(
            await FindAsync(integration) with { AccessToken = new Secret("theirs"), RefreshToken = new Secret("their refresh"), ExpiresAt = null }, CancellationToken.None);
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return refresh.IsCompleted;
            },
            TimeSpan.FromSeconds(60),
            "it waits for ever");
        Assert.Equal("theirs", (await refresh).Value!.AccessToken!.Reveal());
    }

    [Fact]
    public async Task What_Is_Changed_All_The_Time_Is_Tried_Ten_Times()
    {
        var integration = await AddAsync(TimeSpan.FromSeconds(10));
        var store = new RestlessStore(integration);
        var refresher = new TokenRefresher(_endpoint, store, new TokenStatusRecorder(store, [_told]), _time, NullLogger<TokenRefresher>.Instance);

        var failure = (await refresher.RefreshAsync(integration, CancellationToken.None)).Failure!;
        Assert.Equal((ScmFailureReason.PlatformFailed, "The new token could not be kept."), (failure.Reason, failure.Detail));
        Assert.Equal(10, store.Updates);
    }

    private TokenRefresher NewRefresher() => new(_endpoint, Store, new TokenStatusRecorder(Store, [_told]), _time, NullLogger<TokenRefresher>.Instance);

    private async Task<ScmResult<ScmIntegration>> RefreshAsync(ScmIntegration integration)
    {
        var refresh = NewRefresher().RefreshAsync(integration, CancellationToken.None);
        while (!refresh.IsCompleted && _time.AutoAdvanceAmount > TimeSpan.Zero)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await refresh;
    }

    private async Task<ScmIntegration> AddAsync(TimeSpan left)
    {
        var integration = Integrations.For("owner", type: "gitlab", url: "https://gitlab.com") with
        {
            AccessToken = new Secret("access-0"),
            RefreshToken = new Secret("refresh-0"),
            ExpiresAt = _time.GetUtcNow() + left,
        };
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(integration, 100, CancellationToken.None));
        return await FindAsync(integration);
    }

    private async Task<ScmIntegration> FindAsync(ScmIntegration integration)
        => (await Store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None))!;

    private sealed class FakeEndpoint : ITokenEndpoint
    {
        public List<string> Shown { get; } = [];

        public TaskCompletionSource? Gate { get; set; }

        public Func<Task>? Meanwhile { get; set; }

        public ScmFailure? Failure { get; set; }

        public bool KeepsRefreshToken { get; set; }

        public async Task<ScmResult<OAuthTokens>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken)
        {
            Shown.Add(integration.RefreshToken!.Reveal());
            await (Gate?.Task ?? Task.CompletedTask);
            await (Meanwhile?.Invoke() ?? Task.CompletedTask);
            return Failure is { } failure
                ? failure
                : new OAuthTokens(
                    new Secret($"access-{Shown.Count}"), KeepsRefreshToken ? null : new Secret($"refresh-{Shown.Count}"), new DateTimeOffset(2026, 5, 1, 14, 0, 0, TimeSpan.Zero));
        }
    }

    private sealed class RestlessStore(ScmIntegration integration) : FakeStore
    {
        public int Updates { get; private set; }

        public override ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
            => ValueTask.FromResult<ScmIntegration?>(integration);

        public override Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        {
            Updates++;
            return Task.FromResult(UpdateOutcome.Changed);
        }
    }

    private sealed class Changes : List<(IntegrationStatus Before, IntegrationStatus Status)>, ITokenStatusListener
    {
        public void StatusChanged(IntegrationStatus before, ScmIntegration integration) => Add((before, integration.Status));
    }
}
