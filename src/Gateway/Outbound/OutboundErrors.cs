using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>Reads what the transport throws. Its messages hold addresses and parts of answers, so they go nowhere.</summary>
internal static class OutboundErrors
{
    public static bool Covers(Exception exception)
        => exception is HttpRequestException or OperationCanceledException or OutboundRefusedException
            or IOException or SocketException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException;

    public static OutboundRefusedException? FindRefusal(Exception exception)
        => exception as OutboundRefusedException ?? exception.InnerException as OutboundRefusedException;

    public static (OutboundFailure Failure, HttpRequestError Error) Classify(Exception exception) => exception switch
    {
        // Neither the caller nor the deadline: the time for connecting is over.
        OperationCanceledException => (OutboundFailure.NotConnected, HttpRequestError.ConnectionError),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            => (OutboundFailure.NameUnresolved, HttpRequestError.NameResolutionError),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
            => (OutboundFailure.NotConnected, HttpRequestError.ConnectionError),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            => (OutboundFailure.TlsFailed, HttpRequestError.SecureConnectionError),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            => (OutboundFailure.AnswerTooLarge, HttpRequestError.ConfigurationLimitExceeded),
        HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } => (OutboundFailure.AnswerBroken, error),
        _ => (OutboundFailure.AnswerBroken, HttpRequestError.ResponseEnded),
    };

    /// <summary>More for the operator, of words that are ours or the system's alone.</summary>
    public static string Describe(Exception exception) => exception switch
    {
        UntrustedServerException untrusted => untrusted.Status,
        SocketException socket => socket.SocketErrorCode.ToString(),
        { InnerException: { } inner } => Describe(inner),
        HttpRequestException request => request.HttpRequestError.ToString(),
        _ => exception.GetType().Name,
    };

    public static string MessageFor(OutboundFailure failure) => failure switch
    {
        OutboundFailure.AnswerTooLarge => "The instance's answer is too large.",
        OutboundFailure.AnswerBroken => "The instance's answer is not whole or cannot be read.",
        _ => "No connection to the instance could be made.",
    };
}
