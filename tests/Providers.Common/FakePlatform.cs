using System.Collections.Concurrent;

namespace Providers.Common.Tests;

/// <summary>
/// The last handler, as the host lends it: it answers what was registered for an address, letter by letter, and an unregistered
/// call throws.
/// </summary>
public sealed class FakePlatform : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, FakeAnswer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FakeCall> _calls = new();

    public IReadOnlyList<FakeCall> Calls => [.. _calls];

    public bool IsDisposed { get; private set; }

    /// <summary>The answer to every address that has none of its own.</summary>
    public FakeAnswer? Otherwise { get; set; }

    /// <summary>Thrown instead of any answer.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs before an answer is given; sees the token of the call.</summary>
    public Func<CancellationToken, Task>? Before { get; set; }

    public FakePlatform Answer(string address, FakeAnswer answer)
    {
        _answers[address] = answer;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var address = request.RequestUri!.AbsoluteUri;
        _calls.Enqueue(new FakeCall(request.Method.Method, address, request.Headers.NonValidated.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        if (Before is not null)
        {
            await Before(cancellationToken);
        }

        if (Failure is not null)
        {
            throw Failure;
        }

        return (_answers.GetValueOrDefault(address) ?? Otherwise)?.ToMessage(request)
            ?? throw new UnregisteredCallException($"{request.Method} {address}");
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
