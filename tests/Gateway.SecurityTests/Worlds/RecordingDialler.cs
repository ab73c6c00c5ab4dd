using System.Collections.Concurrent;
using System.Net;
using Gateway.Outbound;

namespace Gateway.SecurityTests.Worlds;

/// <summary>Writes down what the guard lets through, on ports too where no canary listens.</summary>
internal sealed class RecordingDialler : IDialler
{
    private readonly ConcurrentQueue<IPEndPoint> _dialled = new();
    private readonly SocketDialler _dialler = new();

    public IReadOnlyList<IPEndPoint> Dialled => [.. _dialled];

    public Task<Stream> DialAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        _dialled.Enqueue(endPoint);
        return _dialler.DialAsync(endPoint, cancellationToken);
    }
}
