using System.Net.Sockets;
using System.Text;

namespace Gateway.SecurityTests.Worlds;

/// <summary>One request at a platform, and the means to answer it with any bytes.</summary>
internal sealed class PlatformExchange(PlatformRequest request, int number, Socket socket, Stream stream, CancellationToken stopping)
{
    public PlatformRequest Request => request;

    /// <summary>How many requests this behaviour has seen, with this one.</summary>
    public int Number => number;

    public CancellationToken Stopping => stopping;

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopping);
        await stream.FlushAsync(stopping);
    }

    public Task AnswerAsync(string body, string head = "HTTP/1.1 200 OK", string contentType = "application/json")
        => WriteAsync(Encoding.UTF8.GetBytes(
            $"{head}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    public Task RedirectAsync(string location, string status = "302 Found")
        => AnswerAsync("", $"HTTP/1.1 {status}\r\nLocation: {location}");

    /// <summary>Until the other side is gone.</summary>
    public async Task RepeatAsync(string text, TimeSpan pause = default)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        while (true)
        {
            await WriteAsync(bytes);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, stopping);
            }
        }
    }

    public async Task SayNothingAsync()
    {
        // Nothing more comes but the end.
        var rest = new byte[1];
        while (await stream.ReadAsync(rest, stopping) > 0)
        {
            continue;
        }
    }

    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
