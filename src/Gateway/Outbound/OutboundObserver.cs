using System.Net;

namespace Gateway.Outbound;

/// <summary>Tells the operator precisely what stood in the way, and the caller no more than it may know.</summary>
internal sealed partial class OutboundObserver(OutboundMetrics metrics, ILogger<OutboundHandler> logger)
{
    /// <summary>Notes a failure, and makes the exception that a borrower of the handler gets to see.</summary>
    public HttpRequestException Translate(Uri? address, Exception exception)
    {
        if (OutboundErrors.FindRefusal(exception) is { } refused)
        {
            Refused(address, refused);
            return Create(HttpRequestError.ConnectionError, OutboundFailure.NotConnected);
        }

        var (failure, error) = OutboundErrors.Classify(exception);
        Failed(address, failure, OutboundErrors.Describe(exception));
        return Create(error, failure);
    }

    public void Failed(Uri? address, OutboundFailure failure, string detail)
    {
        metrics.Failed(failure);
        Log.Failed(logger, HostOf(address), PortOf(address), failure, detail);
    }

    private void Refused(Uri? address, OutboundRefusedException refused)
    {
        metrics.Refused(refused.Refusal);
        Log.Refused(logger, HostOf(address), PortOf(address), refused.Refusal, refused.Address);
    }

    private static HttpRequestException Create(HttpRequestError error, OutboundFailure failure)
        => new(error, OutboundErrors.MessageFor(failure));

    private static string HostOf(Uri? address) => address is { IsAbsoluteUri: true } ? address.IdnHost : "";

    private static int PortOf(Uri? address) => address is { IsAbsoluteUri: true } ? address.Port : 0;

    private static partial class Log
    {
        [LoggerMessage(410, LogLevel.Warning, "A provider's call to {Host}, port {Port}, was refused: {Reason} ({Address}).")]
        public static partial void Refused(ILogger logger, string host, int port, OutboundRefusal reason, IPAddress? address);

        [LoggerMessage(411, LogLevel.Information, "A provider's call to {Host}, port {Port}, failed: {Reason} ({Detail}).")]
        public static partial void Failed(ILogger logger, string host, int port, OutboundFailure reason, string detail);
    }
}
