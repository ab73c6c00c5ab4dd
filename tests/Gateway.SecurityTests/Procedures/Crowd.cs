using System.Net;
using System.Net.Sockets;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Many connections to one port.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<Socket> _sockets = [];

    public IReadOnlyList<Socket> Sockets => _sockets;

    public static async Task<Crowd> ConnectAsync(int port, int count, int? receiveBuffer = null)
    {
        var crowd = new Crowd();
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (receiveBuffer is { } size)
            {
                socket.ReceiveBufferSize = size;
            }

            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            crowd._sockets.Add(socket);
        }

        return crowd;
    }

    public Task SendAsync(byte[] bytes) => Task.WhenAll(_sockets.Select(socket => socket.SendAsync(bytes)));

    /// <summary>What each is sent until the server ends the connection; those that it does not end in time are not counted.</summary>
    public async Task<IReadOnlyList<string>> ReadToEndAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        var read = await Task.WhenAll(_sockets.Select(socket => ReadToEndAsync(socket, deadline.Token)));
        return [.. read.OfType<string>()];
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private static async Task<string?> ReadToEndAsync(Socket socket, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is var count and > 0)
            {
                text.Append(System.Text.Encoding.Latin1.GetString(buffer, 0, count));
            }

            return text.ToString();
        }
        catch (SocketException)
        {
            return text.ToString();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
