using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Providers.Abstractions;

namespace Gateway.Plugins.Invocation;

/// <summary>What an exception out of a provider means. Nothing of the exception itself goes on.</summary>
internal static class FailureTranslation
{
    private const int MaxDepth = 5;

    /// <summary>Null when the exception is none of those that the lent handler throws: then it is a bug of the provider.</summary>
    public static ScmFailure? Translate(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is HttpRequestException request)
            {
                return Translate(request);
            }
        }

        return exception switch
        {
            OperationCanceledException => ScmFailure.PlatformFailed("The call was broken off before the platform had answered."),
            IOException => ScmFailure.PlatformFailed("The connection broke."),
            _ => null,
        };
    }

    /// <summary>Types and places, never messages: a message may hold a token, or what the platform answered.</summary>
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        var depth = 0;
        for (var at = exception; at is not null && depth < MaxDepth; at = at.InnerException, depth++)
        {
            text.AppendLine(at.GetType().FullName).Append(new StackTrace(at, fNeedFileInfo: true));
        }

        return text.ToString();
    }

    private static ScmFailure Translate(HttpRequestException exception)
    {
        var detail = Detail(exception);
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError => ScmFailure.InstanceUnreachable(detail),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.VersionNegotiationError
                => ScmFailure.NotThisPlatform(detail),
            _ => ScmFailure.PlatformFailed(detail),
        };
    }

    private static string Detail(HttpRequestException exception)
        => exception.InnerException is SocketException socket
            ? $"{exception.HttpRequestError} ({socket.SocketErrorCode})"
            : exception.InnerException is { } inner ? $"{exception.HttpRequestError} ({inner.GetType().Name})" : $"{exception.HttpRequestError}";
}
