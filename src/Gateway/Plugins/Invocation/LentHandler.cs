namespace Gateway.Plugins.Invocation;

/// <summary>The host's guarded handler as a provider gets it for one call: it can send through it, and to dispose it ends nothing.</summary>
internal sealed class LentHandler(HttpMessageHandler inner) : HttpMessageHandler
{
    public const string ServiceKey = "outbound";

    /// <summary>Over all answers of the call. Each is bounded by itself, but a platform may name one more page for ever.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);
    private long _answered;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        => Count(request, _inner.Send(request, cancellationToken));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Count(request, await _inner.SendAsync(request, cancellationToken));

    // The length is known: what comes from inside has been read whole.
    private HttpResponseMessage Count(HttpRequestMessage request, HttpResponseMessage response)
    {
        var length = request.Method == HttpMethod.Head ? 0 : response.Content.Headers.ContentLength ?? 0;
        if (Interlocked.Add(ref _answered, length) <= MaxBytes)
        {
            return response;
        }

        response.Dispose();
        throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The instance's answers are too large altogether.");
    }
}
