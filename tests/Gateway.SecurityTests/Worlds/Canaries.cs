using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.SecurityTests.Worlds;

/// <summary>
/// Listens on every address that there is, on the ports that the catalogue tries. Who is refused before the call never gets here; a
/// connection that is accepted here is a hole.
/// </summary>
internal sealed class Canaries : IAsyncDisposable
{
    /// <summary>What a proxy from the environment would listen on.</summary>
    public const int ProxyPort = 3128;

    private static readonly int[] Ports =
        [22, 25, 80, 443, 445, 2375, ProxyPort, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 10250, 11211, 27017, 65535];

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _accepted = new();
    private readonly List<Socket> _listeners = [];
    private readonly Task[] _accepting;

    public Canaries()
    {
        foreach (var port in Ports)
        {
            _listeners.Add(SharedPort.Listen(IPAddress.IPv6Any, port));
        }

        _accepting = [.. _listeners.Select(AcceptAsync)];
    }

    /// <summary>Where each connection was made to, oldest first.</summary>
    public IReadOnlyList<string> Accepted => [.. _accepted];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_accepting);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptAsync(_stopping.Token);
                _accepted.Enqueue(connection.LocalEndPoint!.ToString()!);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }
}
