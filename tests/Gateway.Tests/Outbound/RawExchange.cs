using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests.Outbound;

/// <summary>One request at a <see cref="RawServer"/>.</summary>
internal sealed class RawExchange(Socket socket, Stream stream, CancellationToken stopping)
{
    public bool KeepsAlive { get; set; }

    public CancellationToken Stopping => stopping;

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopping);
        await stream.FlushAsync(stopping);
    }

    /// <summary>Writes the same again and again, until the other side is gone.</summary>
    public async Task WriteForeverAsync(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        while (true)
        {
            await WriteAsync(bytes);
        }
    }

    public Task SayNothingAsync() => Task.Delay(Timeout.Infinite, stopping);

    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
