using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.Tests.Outbound;

public class OutboundHandlerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    [Fact]
    public async Task A_Call_Returns_The_Answer_Whole()
    {
        await using var server = new RawServer(Ok);
        await using var outbound = OutboundFixture.For(server);

        using var response = await outbound.Client.GetAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_Call_Sends_What_The_Provider_Says_And_Nothing_More()
    {
        using var activity = new System.Diagnostics.Activity("request").SetIdFormat(System.Diagnostics.ActivityIdFormat.W3C).Start();
        activity.TraceStateString = "secret=1";
        activity.AddBaggage("token", "canary");
        await using var server = new RawServer(Ok);
        await using var outbound = OutboundFixture.For(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "api/v4/user"));
        request.Headers.Add("PRIVATE-TOKEN", "canary-token");
        request.Headers.Add("Accept-Encoding", "gzip, br");
        request.Headers.Host = "other.example.com";

        using var response = await outbound.Client.SendAsync(request);

        Assert.Equal(
            $"GET /api/v4/user HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nPRIVATE-TOKEN: canary-token\r\n\r\n", server.Request);
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("303 See Other")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task A_Redirect_Is_Returned_And_Not_Followed(string status)
    {
        await using var other = new RawServer(Ok);
        await using var server = new RawServer($"HTTP/1.1 {status}\r\nLocation: {other.Address}\r\nContent-Length: 0\r\n\r\n");
        var settings = OutboundFixture.Opening(server.Port);
        settings["Gateway:Outbound:AllowedNetworks:1"] = $"127.0.0.1/32:{other.Port}";
        await using var outbound = new OutboundFixture(settings);

        using var response = await outbound.Client.GetAsync(server.Address);

        Assert.Equal(status[..3], ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(0, other.Connections);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_Cookie_Of_One_Call_Is_Not_Sent_With_The_Next()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nSet-Cookie: session=canary; Path=/\r\nContent-Length: 0\r\n\r\n");
        await using var outbound = OutboundFixture.For(server);
        (await outbound.Client.GetAsync(server.Address)).Dispose();

        (await outbound.Client.GetAsync(server.Address)).Dispose();

        Assert.Equal(2, server.Connections);
        Assert.DoesNotContain("canary", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Refused_Address_Looks_Like_One_Where_Nobody_Listens()
    {
        await using var server = new RawServer(Ok);
        var closedPort = FindClosedPort();
        var settings = OutboundFixture.Opening(closedPort);
        await using var outbound = new OutboundFixture(settings);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));
        var closed = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri($"http://127.0.0.1:{closedPort}/")));

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal((closed.HttpRequestError, closed.Message), (refused.HttpRequestError, refused.Message));
        Assert.DoesNotContain("127.0.0.1", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task The_Operator_Learns_Why_And_No_Secrets()
    {
        await using var outbound = new OutboundFixture([]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://10.0.0.1/api?private_token=canary");
        request.Headers.Add("PRIVATE-TOKEN", "canary");

        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.SendAsync(request));
        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri("https://canary:canary@10.0.0.1/")));

        Assert.Contains("A provider's call to 10.0.0.1, port 443, was refused: NotPublic (10.0.0.1).", outbound.Log.Text, StringComparison.Ordinal);
        Assert.Contains("UserInformation", outbound.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", outbound.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_And_Failures_Are_Counted_By_Reason()
    {
        await using var server = new RawServer("not http");
        await using var outbound = OutboundFixture.For(server);
        using var counts = new MeterReader(outbound.Get<System.Diagnostics.Metrics.IMeterFactory>());

        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri("https://10.0.0.1/")));
        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(["gateway.outbound.refused reason=not_public 1", "gateway.outbound.failed reason=answer_broken 1"], counts.Lines);
    }

    [Theory]
    [InlineData("http://140.82.112.3/", "scheme")]
    [InlineData("http://140.82.112.3:443/", "scheme")]
    [InlineData("ws://140.82.112.3/", "scheme")]
    [InlineData("wss://140.82.112.3/", "scheme")]
    [InlineData("ftp://140.82.112.3/", "scheme")]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("unix:///var/run/docker.sock", "scheme")]
    [InlineData("https://user@140.82.112.3/", "user_information")]
    [InlineData("https://140.82.112.3:8443/", "port")]
    public Task Other_Schemes_User_Parts_And_Ports_Are_Refused(string address, string reason) => AssertRefusedAsync([], address, reason);

    [Theory]
    [InlineData("ws://140.82.112.3:443/")]
    [InlineData("ftp://140.82.112.3:443/")]
    [InlineData("file:///etc/passwd")]
    public Task Plain_Http_Is_The_One_Other_Scheme_That_May_Be_Allowed(string address)
        => AssertRefusedAsync(new() { ["Gateway:Outbound:AllowPlainHttp"] = "true" }, address, "scheme");

    [Fact]
    public async Task A_Name_That_Does_Not_Exist_Is_Told_As_That()
    {
        await using var outbound = new OutboundFixture([], services => services.AddSingleton<IHostResolver>(new FakeResolver()));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri("https://nowhere.example.com/")));

        Assert.Equal(HttpRequestError.NameResolutionError, exception.HttpRequestError);
        Assert.Contains("NameUnresolved (HostNotFound)", outbound.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Name_That_Is_Too_Long_Is_Told_As_That()
    {
        await using var outbound = new OutboundFixture([]);
        var host = string.Join('.', Enumerable.Repeat("a", 513));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri($"https://{host}/")));

        Assert.Equal(HttpRequestError.NameResolutionError, exception.HttpRequestError);
    }

    [Fact]
    public async Task An_Address_That_Swallows_The_Connection_Is_Told_As_Not_Connected()
    {
        var dialler = new FakeDialler { Silent = { "140.82.112.3" } };
        await using var outbound = new OutboundFixture([], services => services.AddSingleton<IDialler>(dialler));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(new Uri("https://140.82.112.3/")));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
    }

    [Fact]
    public async Task A_Borrower_That_Disposes_The_Handler_Changes_Nothing()
    {
        await using var server = new RawServer(Ok);
        await using var outbound = OutboundFixture.For(server);
        using (new HttpClient(outbound.Handler, disposeHandler: true))
        {
        }

        outbound.Handler.Dispose();

        Assert.Equal("{}", await outbound.Client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task Http_3_Is_Never_Asked_For()
    {
        await using var server = new RawServer(Ok);
        await using var outbound = OutboundFixture.For(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address)
        {
            Version = HttpVersion.Version30,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
        };

        using var response = await outbound.Client.SendAsync(request);

        Assert.Equal(HttpVersion.Version11, response.Version);
    }

    [Fact]
    public async Task The_Transport_Goes_Nowhere_By_Itself()
    {
        await using var outbound = new OutboundFixture([]);

        using var handler = OutboundTransport.CreateHandler(outbound.Get<OutboundConnector>(), outbound.Get<ServerTrust>());

        Assert.False(handler.UseProxy);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.PreAuthenticate);
        Assert.Null(handler.Credentials);
        Assert.Null(handler.DefaultProxyCredentials);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.InRange(handler.ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_Connection_Is_Used_Again_And_Not_Kept_For_Long()
    {
        await using var server = new RawServer(async exchange =>
        {
            exchange.KeepsAlive = true;
            await exchange.WriteAsync(Ok);
        });
        await using var outbound = OutboundFixture.For(server);

        for (var turn = 0; turn < 5; turn++)
        {
            Assert.Equal("{}", await outbound.Client.GetStringAsync(server.Address));
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_Provider_Does_Not_Go_On_Where_Sockets_Are_Waited_For()
    {
        await using var outbound = new OutboundFixture(
            OutboundFixture.Opening(80), services => services.AddSingleton<IDialler>(new OwnThreadDialler(Ok)));

        // Without the context of the test, which would move it to another thread by itself.
        var (status, thread) = await Task.Run(async () =>
        {
            using var response = await outbound.Client.GetAsync(new Uri("http://127.0.0.1/"));
            return (response.StatusCode, Thread.CurrentThread.Name);
        });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(OwnThreadDialler.ThreadName, thread);
    }

    private static int FindClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task AssertRefusedAsync(Dictionary<string, string?> settings, string address, string reason)
    {
        var dialler = new FakeDialler();
        await using var outbound = new OutboundFixture(settings, services => services.AddSingleton<IDialler>(dialler));
        using var counts = new MeterReader(outbound.Get<System.Diagnostics.Metrics.IMeterFactory>());
        using var invoker = new HttpMessageInvoker(outbound.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => invoker.SendAsync(request, CancellationToken.None));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        Assert.Equal([$"gateway.outbound.refused reason={reason} 1"], counts.Lines);
        Assert.Empty(dialler.Dialled);
    }
}
