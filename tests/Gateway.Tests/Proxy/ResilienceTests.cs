using System.Net;
using Gateway.Tests.Operations;
using Gateway.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;
using Yarp.ReverseProxy;

namespace Gateway.Tests.Proxy;

/// <summary>The upstream is away, slow, or comes and goes: what clients see, and how it mends by itself.</summary>
public sealed class ResilienceTests
{
    private const string Auth = "--ReverseProxy:Clusters:auth:";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_Destination_That_Answers_With_A_Gateways_Failures_Is_Put_Aside_And_Tried_Again_Later(int status)
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("its own words");
        };
        for (var i = 0; i < 10; i++)
        {
            using var own = await gateway.Public.GetAsync(Path);
            Assert.Equal("its own words", await own.Content.ReadAsStringAsync());
        }

        await PutAsideAsync(gateway);
        var asked = gateway.Upstream.Requests.Count;
        using var answer = await gateway.Public.GetAsync(Path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("""{"error":"the upstream is not available now: try again later"}""", await answer.Content.ReadAsStringAsync());
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Equal(asked, gateway.Upstream.Requests.Count);

        gateway.Upstream.Answer = null;
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("upstream", await gateway.Public.GetStringAsync(Path));
    }

    [Fact]
    public async Task Other_Failures_Of_The_Upstream_Are_Its_Own_Affair()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        for (var i = 0; i < 30; i++)
        {
            using var answer = await gateway.Public.GetAsync(Path);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }

        Assert.Equal(1, Available(gateway));
    }

    [Fact]
    public async Task An_Upstream_That_Flaps_Is_Never_Lost_For_Good()
    {
        await using var gateway = await StartAsync();
        for (var round = 0; round < 5; round++)
        {
            gateway.Upstream.Answer = Abort;
            for (var i = 0; i < 10; i++)
            {
                using var failed = await gateway.Public.GetAsync(Path);
                Assert.True(failed.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, failed.StatusCode.ToString());
            }

            await PutAsideAsync(gateway);
            gateway.Upstream.Answer = null;
            _time.Advance(TimeSpan.FromSeconds(3));
            for (var i = 0; i < 30; i++)
            {
                Assert.Equal("upstream", await gateway.Public.GetStringAsync(Path));
            }

            // Or the good ones would outweigh the next bad ones.
            _time.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task A_Few_Failures_Among_Many_Answers_Put_Nobody_Aside()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 60; i++)
        {
            gateway.Upstream.Answer = i % 3 == 0 ? Abort : null;
            using var content = new StringContent("body");
            using var answer = await gateway.Public.PostAsync(Path, content);
            Assert.Equal(i % 3 == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(1, Available(gateway));
    }

    [Fact]
    public async Task A_Client_That_Goes_Away_Is_No_Fault_Of_The_Upstreams()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        for (var i = 0; i < 20; i++)
        {
            using var gone = new CancellationTokenSource();
            var asked = gateway.Upstream.Requests.Count;
            var asking = gateway.Public.GetAsync(Path, gone.Token);
            await Eventually.HoldsAsync(() => gateway.Upstream.Requests.Count > asked, Patience, "the upstream is not asked again");
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        gateway.Upstream.Answer = null;
        Assert.Equal("upstream", await gateway.Public.GetStringAsync(Path));
        Assert.Equal(1, Available(gateway));
    }

    [Fact]
    public async Task One_That_Is_Silent_For_Too_Long_Is_Answered_For()
    {
        await using var gateway = await StartAsync($"{Auth}HttpRequest:ActivityTimeout=00:00:00.3");
        gateway.Upstream.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

        using var answer = await gateway.Public.GetAsync(Path);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("""{"error":"the upstream did not answer in time","code":"gateway_timeout"}""", await answer.Content.ReadAsStringAsync());
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task What_Was_Not_Sent_Is_Sent_To_Another_Destination_Whatever_It_Is()
    {
        await using var gateway = await StartAsync(
            $"{Auth}Destinations:away:Address=http://127.0.0.1:{FreePort.Next()}", $"{Auth}LoadBalancingPolicy=FirstAlphabetical");

        for (var i = 0; i < 5; i++)
        {
            using var content = new StringContent("the whole body");
            gateway.Upstream.Answer = async context => await context.Request.Body.CopyToAsync(context.Response.Body);
            using var answer = await gateway.Public.PostAsync(Path, content);
            Assert.Equal("the whole body", await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(5, gateway.Upstream.Requests.Count);
    }

    [Fact]
    public async Task What_Is_Idempotent_Is_Sent_Once_More_When_The_Connection_Breaks()
    {
        await using var flaky = new RawServer(FailEveryOther());
        await using var gateway = await StartAsync($"{Auth}Destinations:primary:Address={flaky.Address}");

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ok", await gateway.Public.GetStringAsync(Path));
            using var deleted = await gateway.Public.DeleteAsync(Path);
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        }

        Assert.Equal(20, flaky.Connections);
    }

    [Fact]
    public async Task It_Is_Not_Sent_For_Ever()
    {
        await using var dead = new RawServer(_ => Task.CompletedTask);
        await using var gateway = await StartAsync($"{Auth}Destinations:primary:Address={dead.Address}");

        using var answer = await gateway.Public.GetAsync(Path);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        // .NET itself tries a request three times more when the connection ends before the answer begins.
        Assert.InRange(dead.Connections, 2, 8);
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("POST", null)]
    [InlineData("POST", "body")]
    [InlineData("PUT", "body")]
    [InlineData("PATCH", "body")]
    public async Task What_May_Have_Been_Done_Is_Not_Sent_Again(string method, string? body)
    {
        await using var dead = new RawServer(_ => Task.CompletedTask);
        await using var gateway = await StartAsync($"{Auth}Destinations:primary:Address={dead.Address}");
        using var request = new HttpRequestMessage(new HttpMethod(method), Path) { Content = body is null ? null : new StringContent(body) };

        using var answer = await gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(1, dead.Connections);
    }

    [Fact]
    public async Task An_Answer_That_Has_Begun_Is_Not_Begun_Again()
    {
        await using var half = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        await using var gateway = await StartAsync($"{Auth}Destinations:primary:Address={half.Address}");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Public.GetStringAsync(Path));

        Assert.Equal(1, half.Connections);
    }

    [Fact]
    public async Task What_The_Upstream_Says_To_One_Caller_Who_Asks_Too_Often_Shuts_Out_No_Other()
    {
        await using var gateway = await RunningGateway.StartAsync(withStore: true);
        gateway.Upstream.Answer = context =>
        {
            var isEager = context.Request.Headers.Authorization == "Bearer eager";
            context.Response.StatusCode = isEager ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            return context.Response.WriteAsync(isEager ? "{}" : """{"user":{"id":"us-1","email":"a@example.com","username":"a"}}""");
        };
        for (var i = 0; i < 40; i++)
        {
            using var refused = await ListAsync(gateway, "eager");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Assert.Equal(40, gateway.Upstream.Requests.Count);
        using var answer = await ListAsync(gateway, "patient");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Our_Own_Api_Says_That_The_Upstream_Is_Away_And_Comes_Back_By_Itself()
    {
        // Retries of our own questions wait a moment, which passes by itself.
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Upstream.Answer = Abort;
        using var away = await ListAsync(gateway);
        gateway.Upstream.Answer = null;
        using var back = await ListAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.NotNull(away.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    private static Uri Path { get; } = new("/v1/apps", UriKind.Relative);

    private Task<RunningGateway> StartAsync(params string[] arguments)
        => RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(_time), arguments: arguments);

    private static async Task<HttpResponseMessage> ListAsync(RunningGateway gateway, string bearer = "jo")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/scm_integrations") { Headers = { { "Authorization", $"Bearer {bearer}" } } };
        return await gateway.Public.SendAsync(request);
    }

    // YARP takes a destination out a moment after it was told to.
    private static Task PutAsideAsync(RunningGateway gateway) => Eventually.HoldsAsync(() => Available(gateway) == 0, Patience, "the destination is not taken out");

    private static int Available(RunningGateway gateway)
        => gateway.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("auth", out var cluster) ? cluster.DestinationsState.AvailableDestinations.Count : -1;

    private static Func<RawExchange, Task> FailEveryOther()
    {
        var asked = 0;
        return exchange => Interlocked.Increment(ref asked) % 2 == 1 ? Task.CompletedTask : exchange.WriteAsync(Ok);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
