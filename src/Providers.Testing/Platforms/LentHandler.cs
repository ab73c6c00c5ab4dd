using System.Collections.Concurrent;

namespace Providers.Testing.Platforms;

/// <summary>
/// Keeps the promises that the gateway's handler makes: whole bodies, none above 1 MiB, no redirect followed. It remembers what it was
/// asked, and whether it was disposed, which it must not be.
/// </summary>
internal sealed class LentHandler(IPlatform platform) : HttpMessageHandler
{
    private const int MaxBodyBytes = 1024 * 1024;

    // The gateway's deadline ends a provider that asks without end; here a count does, so that no clock decides.
    private const int MaxRequests = 300;

    private readonly ConcurrentQueue<SeenRequest> _requests = new();

    public IReadOnlyList<SeenRequest> Requests => [.. _requests];

    public bool IsDisposed { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = await SeenRequest.ReadAsync(request, cancellationToken);
        _requests.Enqueue(seen);
        if (_requests.Count > MaxRequests)
        {
            throw new CallDeadlineException(MaxRequests);
        }

        var response = await platform.AnswerAsync(seen, cancellationToken);
        response.RequestMessage = request;
        if (response.Content.Headers.ContentLength > MaxBodyBytes)
        {
            throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The answer is larger than 1 MiB.");
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
