using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

/// <summary>A name server that answers from a list, each time with the next answer and then with the last one for good.</summary>
internal sealed class FakeResolver : IHostResolver
{
    private readonly ConcurrentDictionary<string, Queue<string[]>> _answers = new();
    private int _questions;

    public int Questions => Volatile.Read(ref _questions);

    public FakeResolver Answer(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, _ => new Queue<string[]>()).Enqueue(addresses);
        return this;
    }

    /// <summary>From now on there is no such name.</summary>
    public void Forget(string host) => _answers.TryRemove(host, out _);

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        if (IPAddress.TryParse(host, out var literal))
        {
            return Task.FromResult<IPAddress[]>([literal]);
        }

        if (!_answers.TryGetValue(host, out var answers))
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        return Task.FromResult(answer.Select(IPAddress.Parse).ToArray());
    }
}
