namespace Plugins.Tests;

/// <summary>The network of a test: answers what it is told to, and throws when nobody told it anything.</summary>
internal sealed class FakeNetwork : HttpMessageHandler
{
    public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; }
        = (request, _) => throw new InvalidOperationException($"Nobody answers {request.RequestUri}.");

    public bool IsDisposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Answer(request, cancellationToken);
}
