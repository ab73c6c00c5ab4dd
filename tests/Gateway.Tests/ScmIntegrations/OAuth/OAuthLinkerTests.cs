using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.OAuth;
using Gateway.Storage;
using Gateway.Tests.Operations;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class OAuthLinkerTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CurrentOwner Owner = new("owner", "", "");
    private static readonly OAuthPlatform Platform = new(Forge.Description, ScmInstance.Parse("https://forge.example.com"), new OAuthClientOptions());

    private readonly PlatformStub _platform = new();
    private readonly LogLines _log = new();
    private readonly LimitOptions _limits = new();
    private readonly FakeTimeProvider _time = new(Now);
    private StoreHost? _host;

    private IScmIntegrationStore Store => _host!.Store;

    public async Task InitializeAsync()
    {
        _host = await StoreHost.StartNewAsync();
        _platform.Accounts["first"] = PlatformStub.AccountOf("8", expiresAt: Now.AddDays(1));
        _platform.Accounts["second"] = PlatformStub.AccountOf("8");
        _platform.Accounts["other"] = PlatformStub.AccountOf("9");
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_New_Account_Is_Kept_With_The_Tokens_And_Their_End()
    {
        var linked = (await LinkAsync(Tokens("first", "refresh", Now.AddHours(2)))).Value!;

        var kept = Assert.Single(await ListAsync());
        Assert.Equal((linked.Id, "8", Now.AddHours(2)), (kept.Id, kept.Uid, kept.ExpiresAt));
        Assert.Equal(("first", "refresh"), (kept.AccessToken!.Reveal(), kept.RefreshToken!.Reveal()));
        Assert.Contains($"Owner owner linked the forge account 8 at forge.example.com as {linked.Id}.", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Same_Account_Gets_New_Tokens_And_Another_Is_Another_Integration()
    {
        var first = (await LinkAsync(Tokens("first", "refresh", Now.AddHours(2)))).Value!;
        var again = (await LinkAsync(Tokens("second"))).Value!;
        await LinkAsync(Tokens("other"));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal([("8", "second"), ("9", "other")], (await ListAsync()).Select(one => (one.Uid, one.AccessToken!.Reveal())));
        Assert.Null((await ListAsync())[0].RefreshToken);
        Assert.Contains($"Owner owner replaced the token of the forge integration {first.Id}.", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_The_Token_Ends_The_Platform_May_Tell_Instead_Of_The_Endpoint()
        => Assert.Equal(Now.AddDays(1), (await LinkAsync(Tokens("first"))).Value!.ExpiresAt);

    [Theory]
    [InlineData("refused", "is not valid")]
    [InlineData("no token", "is not valid")]
    public async Task A_Token_That_The_Platform_Does_Not_Take_Is_Not_Kept(string token, string message)
    {
        var refusal = (await LinkAsync(Tokens(token))).Refusal!;

        Assert.Equal([message], refusal.FieldErrors["access_token"]);
        Assert.Empty(await ListAsync());
        Assert.Equal(
            token == "refused", _log.Text.Contains("Owner owner could not link a forge account at forge.example.com: TokenRejected (not known).", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Full_Account_Takes_No_More_And_Yet_New_Tokens_For_What_It_Has()
    {
        await LinkAsync(Tokens("first"));
        _limits.IntegrationsPerOwner = 1;

        Assert.Equal(["cannot be linked: there are too many integrations already"], (await LinkAsync(Tokens("other"))).Refusal!.FieldErrors["scm_type"]);
        Assert.True((await LinkAsync(Tokens("second"))).IsSuccess);
        Assert.Equal("second", Assert.Single(await ListAsync()).AccessToken!.Reveal());
    }

    [Fact]
    public async Task What_Somebody_Else_Changes_At_This_Moment_Is_Tried_Once_More()
    {
        var store = new RacingStore(AddOutcome.Duplicate, AddOutcome.Added);
        Assert.True((await LinkAsync(Tokens("first"), store)).IsSuccess);
        Assert.Equal(2, store.Adds);

        var lost = new RacingStore(AddOutcome.Duplicate, AddOutcome.Duplicate, AddOutcome.Added);
        Assert.Equal(409, (await LinkAsync(Tokens("first"), lost)).Refusal!.Status);
        Assert.Equal(2, lost.Adds);
    }

    private static OAuthTokens Tokens(string access, string? refresh = null, DateTimeOffset? end = null)
        => new(new Secret(access), refresh is null ? null : new Secret(refresh), end);

    private Task<Outcome<ScmIntegration>> LinkAsync(OAuthTokens tokens, IScmIntegrationStore? store = null)
        => new OAuthLinker(
                new TokenExaminer(_platform, new OptionsMonitorStub<ScopeOptions>(new ScopeOptions())),
                store ?? Store,
                new AuditLog(new LoggerFactory([_log])),
                new OptionsMonitorStub<LimitOptions>(_limits),
                _time)
            .LinkAsync(Owner, Platform, tokens, CancellationToken.None);

    // By account: what was linked within the same millisecond is in no order.
    private async Task<IReadOnlyList<ScmIntegration>> ListAsync()
        => [.. (await Store.ListAsync(Owner.Id, CancellationToken.None)).OrderBy(one => one.Uid, StringComparer.Ordinal)];

    private sealed class RacingStore(params IReadOnlyList<AddOutcome> outcomes) : FakeStore
    {
        public int Adds { get; private set; }

        public override Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
            => Task.FromResult(outcomes[Adds++]);
    }
}
