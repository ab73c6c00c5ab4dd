using System.Collections.Concurrent;
using System.Net;
using Gateway.Tests.Operations;
using Gateway.Tests.Outbound;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.Tests.Proxy;

/// <summary>What is not ours goes to the upstream and comes back as it was, and asks nobody who is calling.</summary>
public sealed class ForwardingTests : IAsyncLifetime
{
    private RunningGateway? _gateway;

    private RunningGateway Gateway => _gateway!;

    public async Task InitializeAsync() => _gateway = await RunningGateway.StartAsync();

    public async Task DisposeAsync() => await _gateway!.DisposeAsync();

    [Fact]
    public async Task A_Proxied_Request_Asks_Nobody_Who_Is_Calling_And_Carries_Its_Headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/v1/apps/x?") { Content = new StringContent("body") };
        request.Headers.Add("Authorization", "Bearer jo");
        request.Headers.Add("X-Authorization-OTP", "123456");
        request.Headers.Add("X-User-Id", "somebody-else");
        using var answer = await Gateway.Public.SendAsync(request);

        Assert.Equal("upstream", await answer.Content.ReadAsStringAsync());
        var (path, headers) = Assert.Single(Gateway.Upstream.Requests);
        Assert.Equal("/v1/apps/x", path);
        Assert.Equal("123456", headers["X-Authorization-OTP"]);
        Assert.Equal("Bearer jo", headers.Authorization);
        Assert.False(headers.ContainsKey("X-User-Id"));
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), headers["X-Request-Id"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task The_Frameworks_Authentication_Authorization_And_Cors_Are_Kept_Out_Of_The_Way()
    {
        var watch = new FrameworkWatch();
        await using var gateway = await RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<IStartupFilter>(watch));
        await gateway.Public.GetStringAsync("/v1/apps");

        Assert.Equal([""], watch.Traces);
    }

    [Fact]
    public async Task Redirects_And_Cookies_Come_Back_As_They_Are()
    {
        Gateway.Upstream.Answer = context =>
        {
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2");
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Gateway.Public.BaseAddress };
        using var answer = await client.GetAsync(new Uri("/login", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Found, "/elsewhere"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Headers_Are_The_Same_Bytes_Behind_Also_Where_They_Are_Not_ASCII(string method)
    {
        // Characters of Latin-1 are the bytes: UTF-8 for é, and a byte that is no UTF-8 at all.
        const string Name = "Andr\u00c3\u00a9 \u00ff";
        await using var upstream = new RawServer(
            $"HTTP/1.1 302 Found\r\nLocation: /{Name}\r\nX-Name: {Name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using var gateway = await RunningGateway.StartAsync(
            arguments: [$"--ReverseProxy:Clusters:auth:Destinations:primary:Address={upstream.Address}"]);

        // More of them than would put a destination aside that had failed them.
        for (var i = 0; i < 12; i++)
        {
            var answer = await RawHttpClient.SendOnceAsync(
                gateway.Public.BaseAddress!.Port,
                $"{method} /v1/apps HTTP/1.1\r\nHost: x\r\nX-Name: {Name}\r\nCookie: city={Name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            Assert.Equal((302, Name, "/" + Name), (answer.Status, answer.Header("X-Name"), answer.Header("Location")));
            Assert.Contains($"X-Name: {Name}\r\n", upstream.Request, StringComparison.Ordinal);
            Assert.Contains($"Cookie: city={Name}\r\n", upstream.Request, StringComparison.Ordinal);
        }
    }

    [Fact]
    public Task Events_Arrive_While_The_Upstream_Is_Still_Writing()
        => Transparency.AssertEventsArriveWhileTheUpstreamIsStillWritingAsync(Gateway.Upstream, Gateway.Public);

    [Fact]
    public Task A_Large_Body_Goes_Through_In_Both_Directions()
        => Transparency.AssertALargeBodyGoesBothWaysAsync(Gateway.Upstream, Gateway.Public, megabytes: 5);

    [Fact]
    public Task A_WebSocket_Goes_Through() => Transparency.AssertAWebSocketGoesThroughAsync(
        Gateway.Upstream, new UriBuilder(Gateway.Public.BaseAddress!) { Scheme = "ws", Path = "/v1/logs" }.Uri);

    [Fact]
    public async Task A_Failed_Forward_Is_Answered_In_Our_Shape()
    {
        Gateway.Upstream.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var answer = await Gateway.Public.GetAsync(new Uri("/v1/apps", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("""{"error":"the upstream cannot be reached","code":"bad_gateway"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_Error_Of_The_Upstream_Is_The_Upstreams()
    {
        Gateway.Upstream.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync("its own words");
        };
        using var answer = await Gateway.Public.GetAsync(new Uri("/v1/apps", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "its own words"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Before everything else: notes of each request whether the framework's own middleware has had it.</summary>
    private sealed class FrameworkWatch : IStartupFilter
    {
        /// <summary>What they left of themselves in each request: authentication a feature, the others an item.</summary>
        public ConcurrentQueue<string> Traces { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate rest) =>
            {
                await rest(context);
                Traces.Enqueue(context.Features.Get<IAuthenticationFeature>() + string.Join(' ', context.Items.Keys));
            });
            next(app);
        };
    }
}
