using System.Net.WebSockets;
using System.Text;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

/// <summary>What whoever stands between a client and the auth API must let through as it comes.</summary>
internal static class Transparency
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task AssertEventsArriveWhileTheUpstreamIsStillWritingAsync(FakeUpstream upstream, HttpClient client)
    {
        var goOn = new TaskCompletionSource();
        upstream.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: first\n\n");
            await context.Response.Body.FlushAsync();
            await goOn.Task.WaitAsync(Patience);
            await context.Response.WriteAsync("data: last\n\n");
        };
        await using var stream = await client.GetStreamAsync(new Uri("/v1/events", UriKind.Relative));
        using var reader = new StreamReader(stream);
        Assert.Equal("data: first", await reader.ReadLineAsync());
        goOn.SetResult();
        Assert.Contains("data: last", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public static async Task AssertALargeBodyGoesBothWaysAsync(FakeUpstream upstream, HttpClient client, int megabytes)
    {
        var body = new byte[megabytes * 1024 * 1024];
        Random.Shared.NextBytes(body);
        upstream.Answer = async context => await context.Request.Body.CopyToAsync(context.Response.Body);
        using var answer = await client.PutAsync(new Uri("/v1/blob", UriKind.Relative), new ByteArrayContent(body));
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
    }

    public static async Task AssertAWebSocketGoesThroughAsync(FakeUpstream upstream, Uri address, HttpMessageInvoker? invoker = null)
    {
        upstream.Answer = async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), WebSocketMessageType.Text, true, context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        };
        using var client = new ClientWebSocket();
        using var patience = new CancellationTokenSource(Patience);
        await client.ConnectAsync(address, invoker, patience.Token);
        await client.SendAsync(Encoding.UTF8.GetBytes("hello"), WebSocketMessageType.Text, true, patience.Token);
        var answer = new byte[64];
        var read = await client.ReceiveAsync(answer.AsMemory(), patience.Token);
        Assert.Equal("hello", Encoding.UTF8.GetString(answer, 0, read.Count));
    }
}
