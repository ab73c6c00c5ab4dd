using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

/// <summary>Notes what is dialled, and dials nothing.</summary>
internal sealed class FakeDialler : IDialler
{
    private readonly ConcurrentQueue<string> _dialled = new();

    /// <summary>In the order of the attempts, as <c>address:port</c>.</summary>
    public IReadOnlyCollection<string> Dialled => _dialled;

    /// <summary>Addresses where nobody answers.</summary>
    public HashSet<string> Dead { get; } = [];

    /// <summary>Addresses that swallow the attempt.</summary>
    public HashSet<string> Silent { get; } = [];

    public async Task<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        _dialled.Enqueue(endPoint.ToString());
        if (Silent.Contains(endPoint.Address.ToString()))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Dead.Contains(endPoint.Address.ToString())
            ? throw new SocketException((int)SocketError.ConnectionRefused)
            : new MemoryStream();
    }
}
