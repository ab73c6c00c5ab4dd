using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

/// <summary>What a server may answer, how much of it, and how long it may take; what is no answer is the server's failure.</summary>
public class OutboundAnswerTests
{
    [Fact]
    public async Task A_Body_Of_One_Mebibyte_Is_Accepted()
    {
        var body = new string('a', OutboundHandler.MaxBodyBytes);
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await using var outbound = OutboundFixture.For(server);

        Assert.Equal(body, await outbound.Client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task A_Larger_Body_Is_Refused_Before_It_Is_Read()
    {
        await using var server = new RawServer(exchange => exchange.WriteAsync(
            $"HTTP/1.1 200 OK\r\nContent-Length: {OutboundHandler.MaxBodyBytes + 1}\r\n\r\n"));
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
    }

    [Fact]
    public async Task An_Endless_Body_Is_Refused_And_The_Server_Is_Hung_Up_On()
    {
        var hungUp = new TaskCompletionSource();
        await using var server = new RawServer(async exchange =>
        {
            try
            {
                await exchange.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                await exchange.WriteForeverAsync("1000\r\n" + new string('a', 0x1000) + "\r\n");
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                hungUp.SetResult();
            }
        });
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
        await hungUp.Task;
    }

    [Theory]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=utf-16; Charset=utf-7")]
    [InlineData("application/json; charset=no-such")]
    public async Task A_Body_Is_UTF_8_Whatever_Its_Label_Says(string type)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: 11\r\n\r\n{{\"a\":\"b+c\"}}");
        await using var outbound = OutboundFixture.For(server);

        Assert.Equal("""{"a":"b+c"}""", await outbound.Client.GetStringAsync(server.Address));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("identity, deflate")]
    [InlineData("x-unknown")]
    public async Task A_Compressed_Body_Is_Refused(string coding)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: 2\r\n\r\n{{}}");
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.InvalidResponse, exception.HttpRequestError);
    }

    [Fact]
    public async Task A_Body_That_Says_Identity_Is_Accepted()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}");
        await using var outbound = OutboundFixture.For(server);

        Assert.Equal("{}", await outbound.Client.GetStringAsync(server.Address));
    }

    [Fact]
    public async Task A_Compressed_Transfer_Is_Refused()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        await using var outbound = OutboundFixture.For(server);

        await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("<html>no status line</html>\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\na")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("")]
    public async Task A_Broken_Answer_Is_A_Failure_Of_The_Server_And_Not_Of_The_Connection(string answer)
    {
        await using var server = new RawServer(answer);
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.DoesNotContain(exception.HttpRequestError, ConnectErrors);
        Assert.NotEqual(HttpRequestError.Unknown, exception.HttpRequestError);
    }

    [Fact]
    public async Task A_Reset_After_The_Request_Is_A_Failure_Of_The_Server()
    {
        await using var server = new RawServer(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.ResponseEnded, exception.HttpRequestError);
    }

    [Fact]
    public async Task Too_Many_Headers_Are_Refused()
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\n");
            await exchange.WriteForeverAsync("X-Pad: " + new string('a', 1000) + "\r\n");
        });
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
    }

    [Fact]
    public async Task A_Header_Without_End_Is_Refused()
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nX-Pad: ");
            await exchange.WriteForeverAsync(new string('a', 4096));
        });
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => outbound.Client.GetAsync(server.Address));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, exception.HttpRequestError);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")]
    public async Task A_Server_That_Falls_Silent_Is_Waited_For_No_Longer_Than_The_Timeout(string beginning)
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.WriteAsync(beginning);
            await exchange.SayNothingAsync();
        });
        await using var outbound = OutboundFixture.For(server, ("Timeout", "00:00:00.5"));

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => outbound.Client.GetAsync(server.Address));

        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.Contains("TimedOut", outbound.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "a")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X: y\r\n")]
    [InlineData("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")]
    public async Task A_Server_That_Drips_Is_Waited_For_No_Longer_Than_The_Timeout(string beginning, string drop)
    {
        await using var server = new RawServer(async exchange =>
        {
            await exchange.WriteAsync(beginning);
            while (true)
            {
                await exchange.WriteAsync(drop);
                await Task.Delay(50, exchange.Stopping);
            }
        });
        await using var outbound = OutboundFixture.For(server, ("Timeout", "00:00:00.5"));

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => outbound.Client.GetAsync(server.Address));

        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    [Fact]
    public async Task A_Caller_That_Goes_Away_Ends_The_Call()
    {
        using var cancellation = new CancellationTokenSource();
        await using var server = new RawServer(async exchange =>
        {
            await cancellation.CancelAsync();
            await exchange.SayNothingAsync();
        });
        await using var outbound = OutboundFixture.For(server);

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => outbound.Client.GetAsync(server.Address, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.IsNotType<TimeoutException>(exception.InnerException);
    }

    [Fact]
    public async Task A_Head_Request_May_Announce_A_Large_Body()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
        await using var outbound = OutboundFixture.For(server);
        using var request = new HttpRequestMessage(HttpMethod.Head, server.Address);

        using var response = await outbound.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static HttpRequestError[] ConnectErrors =>
        [HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.SecureConnectionError];
}
