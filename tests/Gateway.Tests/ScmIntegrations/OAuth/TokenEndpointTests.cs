using Gateway.Plugins;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.OAuth;
using Gateway.Tests.Operations;
using Gateway.Tests.Outbound;
using Gateway.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class TokenEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly ProviderDescription Provider = Forge.Description with { Capabilities = new HashSet<Type> { typeof(IOAuthPlatform) } };

    private readonly OAuthOptionsByType _clients = new()
    {
        ["forge"] = new OAuthClientOptions { ClientId = "id", ClientSecret = "secret", Url = "https://forge.example.com" },
    };

    private readonly PlatformStub _platform = new();
    private readonly ScmIntegration _integration = Integrations.For("owner", type: "forge", url: "https://forge.example.com") with { RefreshToken = new Secret("old") };
    private FakeUpstream? _started;
    private OutboundFixture? _outbound;

    private FakeUpstream Server => _started!;

    public async Task InitializeAsync()
    {
        _started = await FakeUpstream.StartAsync();
        var address = new Uri(Server.Address);
        _outbound = OutboundFixture.ForPort(address.Port);
        _platform.Endpoints = new ScmOAuthEndpoints { AuthorizationEndpoint = address, TokenEndpoint = new Uri(address, "/oauth/token") };
    }

    public async Task DisposeAsync()
    {
        await _outbound!.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task The_Refresh_Token_Is_Traded_In_The_Form_Of_The_Standard()
    {
        string? path = null;
        Dictionary<string, string>? form = null;
        Server.Answer = async context =>
        {
            path = context.Request.Path;
            form = (await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString());
            Assert.Equal("application/json", context.Request.Headers.Accept.ToString());
            await context.Response.WriteAsync("""{"access_token":"new","refresh_token":"newer","expires_in":7200}""");
        };

        var result = await RefreshAsync();

        Assert.Equal(new OAuthTokens(new Secret("new"), new Secret("newer"), Now.AddHours(2)), result.Value);
        Assert.Equal("/oauth/token", path);
        Assert.Equal(
            [("client_id", "id"), ("client_secret", "secret"), ("grant_type", "refresh_token"), ("refresh_token", "old")],
            form!.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, field.Value)));
    }

    [Theory]
    [InlineData("""{"access_token":"new"}""", null, null)]
    [InlineData("""{"access_token":"new","refresh_token":"","expires_in":0}""", null, null)]
    [InlineData("""{"access_token":"new","refresh_token":5,"expires_in":-1}""", null, null)]
    [InlineData("""{"access_token":"new","refresh_token":"r","expires_in":"60"}""", "r", 60)]
    [InlineData("""{"access_token":"new","refresh_token":"r","expires_in":"soon"}""", "r", null)]
    public async Task What_It_Does_Not_Give_Is_Null(string body, string? refreshToken, int? seconds)
    {
        Server.Answer = context => context.Response.WriteAsync(body);

        var tokens = (await RefreshAsync()).Value!;

        Assert.Equal(("new", refreshToken), (tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal()));
        Assert.Equal(seconds is { } left ? Now.AddSeconds(left) : null, tokens.ExpiresAt);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", ScmFailureReason.TokenRejected, "The platform refuses the refresh token.")]
    [InlineData(200, """{"error":"bad_refresh_token"}""", ScmFailureReason.TokenRejected, "The platform refuses the refresh token.")]
    [InlineData(401, """{"error":"invalid_client"}""", ScmFailureReason.PlatformFailed, "The token endpoint answered 401.")]
    [InlineData(200, """{"access_token":"no token"}""", ScmFailureReason.PlatformFailed, "The token endpoint answered 200.")]
    [InlineData(201, """{"access_token":"new"}""", ScmFailureReason.PlatformFailed, "The token endpoint answered 201.")]
    [InlineData(502, "[]", ScmFailureReason.PlatformFailed, "The token endpoint answered 502 without an object.")]
    [InlineData(502, "<html>", ScmFailureReason.PlatformFailed, "The token endpoint answered 502 without JSON.")]
    public async Task Only_What_Says_That_The_Grant_Is_Over_Is_The_Tokens_Fault(int status, string body, ScmFailureReason reason, string detail)
    {
        Server.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        var failure = (await RefreshAsync()).Failure!;

        Assert.Equal((reason, detail), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task An_Endpoint_That_Breaks_Off_Or_Takes_Too_Long_Is_A_Platform_That_Is_Away()
    {
        Server.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var broken = (await RefreshAsync()).Failure!;
        Assert.Equal((ScmFailureReason.PlatformFailed, "The token endpoint did not answer (HttpRequestException)."), (broken.Reason, broken.Detail));

        var time = new FakeTimeProvider(Now);
        var asked = new TaskCompletionSource();
        Server.Answer = context =>
        {
            asked.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var slow = RefreshAsync(time: time);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(slow.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(ScmFailureReason.PlatformFailed, (await slow).Failure!.Reason);
    }

    [Fact]
    public async Task Nothing_Is_Sent_For_A_Type_Without_A_Client_An_Instance_Of_Another_Or_Without_Endpoints()
    {
        const string problem = "No client is configured to refresh the token with.";
        Assert.Equal(problem, (await RefreshAsync(_integration with { Type = ScmType.Parse("other") })).Failure!.Detail);
        Assert.Equal(problem, (await RefreshAsync(_integration with { Instance = ScmInstance.Parse("https://other.example.com") })).Failure!.Detail);
        _platform.Endpoints = null;
        Assert.Equal(problem, (await RefreshAsync()).Failure!.Detail);
        Assert.Empty(Server.Requests);
    }

    private Task<ScmResult<OAuthTokens>> RefreshAsync(ScmIntegration? integration = null, TimeProvider? time = null)
    {
        var platforms = new OAuthPlatforms(new ProviderCatalogStub(Provider), _platform, new OptionsMonitorStub<OAuthOptionsByType>(_clients));
        return new TokenEndpoint(platforms, _outbound!.Handler, time ?? new FakeTimeProvider(Now))
            .RefreshAsync(integration ?? _integration, CancellationToken.None);
    }
}
