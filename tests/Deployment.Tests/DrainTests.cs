using System.Net;
using System.Net.WebSockets;
using System.Text;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Http;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>SIGTERM, as a service manager or a container engine sends it, to a gateway with work under way.</summary>
public sealed class DrainTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private FakeUpstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await FakeUpstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readiness_Is_Red_First_And_Requests_Are_Served_Meanwhile()
    {
        await using var gateway = await StartAsync(delay: "00:00:04", limit: "00:00:10");

        await gateway.SignalAsync("TERM");
        await gateway.WaitUntilAsync(async () => !await gateway.IsReadyAsync());
        using var served = await gateway.Public.GetAsync(new Uri("/v1/apps", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.True(served.Headers.ConnectionClose);
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task A_Request_Under_Way_Is_Answered_And_No_New_One_Accepted()
    {
        await using var gateway = await StartAsync(delay: "00:00:00", limit: "00:00:20");
        var goOn = new TaskCompletionSource();
        _upstream.Answer = async context =>
        {
            await goOn.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await context.Response.WriteAsync("late");
        };
        var answer = gateway.Public.GetStringAsync(new Uri("/v1/slow", UriKind.Relative));
        await gateway.WaitUntilAsync(() => Task.FromResult(_upstream.Requests.Any(request => request.Path == "/v1/slow")));

        await gateway.SignalAsync("TERM");
        await gateway.WaitUntilAsync(() => Task.FromResult(!FreePort.IsTaken(gateway.Address.Port)));
        Assert.False(gateway.HasExited);
        goOn.SetResult();

        Assert.Equal("late", await answer);
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task A_WebSocket_Is_Let_End()
    {
        await using var gateway = await StartAsync(delay: "00:00:00", limit: "00:00:30");
        using var socket = await OpenAsync(gateway);

        await gateway.SignalAsync("TERM");
        await gateway.WaitUntilAsync(() => Task.FromResult(!FreePort.IsTaken(gateway.Address.Port)));
        Assert.Equal("still here", await EchoAsync(socket, "still here"));
        Assert.False(gateway.HasExited);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        Assert.Equal(0, await gateway.WaitForExitAsync());
    }

    [Fact]
    public async Task One_That_Does_Not_End_Is_Broken_Off_At_The_Limit()
    {
        await using var gateway = await StartAsync(delay: "00:00:00", limit: "00:00:02");
        using var socket = await OpenAsync(gateway);

        await gateway.SignalAsync("TERM");

        Assert.Equal(0, await gateway.WaitForExitAsync());
        await Assert.ThrowsAnyAsync<WebSocketException>(() => EchoAsync(socket, "too late"));
    }

    private Task<GatewayProcess> StartAsync(string delay, string limit) => GatewayProcess.StartAsync(
        _folder.Path, _upstream.Address, new Dictionary<string, string> { ["Gateway:Drain:Delay"] = delay, ["Gateway:Drain:Limit"] = limit });

    private async Task<ClientWebSocket> OpenAsync(GatewayProcess gateway)
    {
        _upstream.Answer = async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64];
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
            {
                await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, context.RequestAborted);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        };
        var client = new ClientWebSocket();
        await client.ConnectAsync(new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/v1/logs" }.Uri, CancellationToken.None);
        Assert.Equal("hello", await EchoAsync(client, "hello"));
        return client;
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[64];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
