using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Health;
using Gateway.ScmIntegrations.OAuth;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations.Health;

public sealed class TokenCheckTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PlatformStub _platform = new();
    private readonly FakeTimeProvider _time = new(Now);
    private StoreHost? _host;

    private IScmIntegrationStore Store => _host!.Store;

    public async Task InitializeAsync()
    {
        _host = await StoreHost.StartNewAsync();
        _platform.Accounts["good"] = PlatformStub.AccountOf("8");
        _platform.Accounts["away"] = ScmFailure.RateLimited(TimeSpan.FromMinutes(2));
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Theory]
    [InlineData("good", "8", true)]
    [InlineData("good", "9", false)]
    [InlineData("revoked", "8", false)]
    public async Task What_The_Platform_Says_Is_Kept_With_The_Time(string token, string uid, bool isGood)
    {
        var status = isGood ? IntegrationStatus.Active : IntegrationStatus.Invalid;
        var integration = await AddAsync(token, uid);

        var result = await CheckAsync(integration);

        Assert.Equal((status, Now, uid), (result.Value!.Status, result.Value.CheckedAt, result.Value.Uid));
        var kept = await FindAsync(integration);
        Assert.Equal((status, Now, uid), (kept.Status, kept.CheckedAt, kept.Uid));
    }

    [Fact]
    public async Task An_Integration_Without_An_Account_Gets_That_Of_Its_Token()
    {
        var result = await CheckAsync(await AddAsync("good", uid: ""));

        Assert.Equal(("8", "user8", IntegrationStatus.Active), (result.Value!.Uid, result.Value.Username, result.Value.Status));
        Assert.Equal("8", (await FindAsync(result.Value)).Uid);
    }

    [Fact]
    public async Task A_Platform_That_Is_Away_And_A_Type_That_Is_Not_Served_Change_Nothing()
    {
        var integration = await AddAsync("away", "8");
        Assert.Equal(TimeSpan.FromMinutes(2), (await CheckAsync(integration)).Failure!.RetryAfter);
        Assert.Equal("No plugin serves other.", (await CheckAsync(integration with { Type = ScmType.Parse("other") })).Failure!.Detail);
        Assert.Equal(integration, await FindAsync(integration));
    }

    [Fact]
    public async Task Without_A_Token_There_Is_Nothing_To_Ask()
    {
        var integration = await AddAsync(null, "8");
        Assert.Equal(integration, (await CheckAsync(integration)).Value);
        Assert.Equal(integration, await FindAsync(integration));
    }

    [Theory]
    [InlineData("good", null)]
    [InlineData("away", "away")]
    public async Task A_Token_That_Has_Ended_Is_Refreshed_First(string refreshToken, string? failure)
    {
        var integration = await AddAsync("revoked", "8", refreshToken);

        var result = await CheckAsync(integration);

        Assert.Equal(failure, result.Failure?.Detail);
        Assert.Equal(failure is null ? "good" : "revoked", (await FindAsync(integration)).AccessToken!.Reveal());
    }

    private async Task<ScmIntegration> AddAsync(string? token, string uid, string? refreshToken = null)
    {
        var integration = Integrations.For("owner", uid, type: "forge") with
        {
            AccessToken = token is null ? null : new Secret(token),
            RefreshToken = refreshToken is null ? null : new Secret(refreshToken),
            ExpiresAt = refreshToken is null ? null : Now.AddSeconds(-1),
        };
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(integration, 100, CancellationToken.None));
        return await FindAsync(integration);
    }

    private async Task<ScmIntegration> FindAsync(ScmIntegration integration)
        => (await Store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None))!;

    private Task<ScmResult<ScmIntegration>> CheckAsync(ScmIntegration integration)
    {
        var recorder = new TokenStatusRecorder(Store, []);
        return new TokenCheck(
                new ProviderCatalogStub(Forge.Description),
                new TokenExaminer(_platform, new OptionsMonitorStub<ScopeOptions>(new ScopeOptions())),
                new TokenRefresher(new Endpoint(), Store, recorder, _time, NullLogger<TokenRefresher>.Instance),
                recorder,
                _time)
            .CheckAsync(integration, CancellationToken.None);
    }

    private sealed class Endpoint : ITokenEndpoint
    {
        public Task<ScmResult<OAuthTokens>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken)
            => Task.FromResult(integration.RefreshToken!.Reveal() == "good"
                ? ScmResult.Success(new OAuthTokens(new Secret("good"), null, Now.AddHours(2)))
                : ScmFailure.PlatformFailed("away"));
    }
}
