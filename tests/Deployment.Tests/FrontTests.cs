using Gateway.Tests.Proxy;

namespace Deployment.Tests;

/// <summary>The examples for servers in front, with the real servers, before a real gateway.</summary>
public abstract class FrontTests : IDisposable
{
    private readonly FrontWorld _world;
    private readonly HttpClient _client;

    protected FrontTests(FrontWorld world)
    {
        _world = world;
        _client = world.Client.Create();
        world.Upstream.Answer = null;
        world.Upstream.Requests.Clear();
    }

    public void Dispose()
    {
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_Upstream_Is_Told_The_True_Address_Of_The_Client_And_That_It_Came_By_Tls()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/apps?x=1");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "http");
        using var answer = await _client.SendAsync(request);

        Assert.Equal("upstream", await answer.Content.ReadAsStringAsync());
        var (_, headers) = Assert.Single(_world.Upstream.Requests, one => one.Path == "/v1/apps");
        Assert.Equal(FrontClient.Address, headers["X-Forwarded-For"]);
        Assert.Equal("https", headers["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task The_Gateways_Own_Api_Is_Served()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/scm_integrations") { Headers = { { "Authorization", "Bearer jo" } } };
        using var answer = await _client.SendAsync(request);

        Assert.Equal("""{"scm_integrations":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("//v1/scm_integrations")]
    [InlineData("/v1//scm_integrations")]
    [InlineData("/v1/./scm_integrations")]
    [InlineData("/v1/x/../scm_integrations")]
    [InlineData("/v1/%2e%2e/v1/scm_integrations")]
    [InlineData("/v1%2fscm_integrations")]
    [InlineData("/v1/scm%5fintegrations")]
    [InlineData("/v1/scm_integrations;x")]
    [InlineData("/v1\\scm_integrations")]
    [InlineData("/v1/SCM_integrations")]
    [InlineData("/v1/scm_integrations/")]
    [InlineData("/v1/scm_integrations%00")]
    [InlineData("/v1/x/%252e%252e/scm_integrations")]
    [InlineData("/v1/x/..%2fscm_integrations")]
    [InlineData("http://gateway.example.com/v1/SCM_integrations")]
    public async Task No_Spelling_Of_The_Prefix_Reaches_The_Upstream(string target)
    {
        var answer = await _world.Client.SendRawAsync($"GET {target} HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Upstream.Requests, one => one.Path != "/v1/users/self");
    }

    [Fact]
    public async Task A_Path_Goes_Through_As_The_Client_Wrote_It()
    {
        var answer = await _world.Client.SendRawAsync("GET /v1/files/a%2Fb%20c?q=%2F HTTP/1.1");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains(_world.Upstream.Requests, one => one.Path == "/v1/files/a%2Fb%20c");
    }

    [Fact]
    public Task Events_Arrive_While_The_Upstream_Is_Still_Writing()
        => Transparency.AssertEventsArriveWhileTheUpstreamIsStillWritingAsync(_world.Upstream, _client);

    [Fact]
    public Task A_Large_Body_Goes_Through_In_Both_Directions()
        => Transparency.AssertALargeBodyGoesBothWaysAsync(_world.Upstream, _client, megabytes: 3);

    [Fact]
    public async Task A_WebSocket_Goes_Through()
    {
        using var invoker = new HttpMessageInvoker(_world.Client.CreateHandler());
        await Transparency.AssertAWebSocketGoesThroughAsync(_world.Upstream, new Uri($"wss://{FrontClient.Host}/v1/logs"), invoker);
    }
}
