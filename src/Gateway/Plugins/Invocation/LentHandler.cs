namespace Gateway.Plugins.Invocation;

/// <summary>The host's guarded handler as providers get it: they can send through it, and to dispose it ends nothing.</summary>
internal sealed class LentHandler(HttpMessageHandler inner) : HttpMessageHandler
{
    public const string ServiceKey = "outbound";

    private readonly HttpMessageInvoker _inner = new(inner, disposeHandler: false);

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        => _inner.Send(request, cancellationToken);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => _inner.SendAsync(request, cancellationToken);
}
