using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Outbound;

/// <summary>The one handler that owns sockets, with every convenience switched off that would go somewhere by itself.</summary>
internal sealed class OutboundTransport : IDisposable
{
    private const int MaxHeadersKilobytes = 32;
    private const int MaxConnectionsPerHost = 16;

    // A connection stands for the judgement it was made under, so it is not kept long.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker _invoker;

    public OutboundTransport(OutboundConnector connector, ServerTrust trust)
        => _invoker = new HttpMessageInvoker(CreateHandler(connector, trust), disposeHandler: true);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => _invoker.SendAsync(request, cancellationToken);

    public void Dispose() => _invoker.Dispose();

    internal static SocketsHttpHandler CreateHandler(OutboundConnector connector, ServerTrust trust) => new()
    {
        AllowAutoRedirect = false,
        // One jar for everybody would let one user's session answer for another's token.
        UseCookies = false,
        // A proxy from the environment would be dialled in place of the judged address.
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        // Trace context is ours; a stranger's server has no business with it.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        // The usual meter labels with the host, which users choose; under this name nobody listens to it by default.
        MeterFactory = new TransportMeterFactory(),
        MaxResponseHeadersLength = MaxHeadersKilobytes,
        MaxResponseDrainSize = 0,
        MaxConnectionsPerServer = MaxConnectionsPerHost,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = ConnectionLifetime,
        ConnectTimeout = OutboundConnector.Timeout,
        ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
        SslOptions = trust.CreateOptions(),
    };

    private sealed class TransportMeterFactory : IMeterFactory
    {
        private readonly Meter _meter = new("Gateway.Outbound.Transport");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }
}
