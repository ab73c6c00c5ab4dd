using Gateway.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Gateway.Errors;

/// <summary>The one handler at the top: what nobody expected becomes an answer in our shape, without a word of the exception.</summary>
internal sealed partial class ExceptionResponses(ILogger<ExceptionResponses> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await Answer(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private IResult Answer(HttpContext httpContext, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.Error(
                    StatusCodes.Status413PayloadTooLarge, "the body is too large", ErrorCodes.BodyTooLarge);

            case BadHttpRequestException bad:
                return Problems.Error(bad.StatusCode, "the request is malformed", ErrorCodes.BadRequest);

            // A form that cannot be read, or has too many fields; a chunk whose size no number holds.
            case InvalidDataException or IOException { InnerException: OverflowException }:
                return Problems.Error(StatusCodes.Status400BadRequest, "the request is malformed", ErrorCodes.BadRequest);

            case StoreUnavailableException unavailable:
                Log.StoreUnavailable(logger, httpContext.TraceIdentifier, unavailable);
                return Problems.Unavailable("the gateway cannot reach its store now: try again later");

            default:
                Log.Unexpected(logger, httpContext.TraceIdentifier, exception);
                return Problems.Error(
                    StatusCodes.Status500InternalServerError, "something went wrong in the gateway", ErrorCodes.Internal);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Request {RequestId} failed with an exception that nobody expected.")]
        public static partial void Unexpected(ILogger logger, string requestId, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "Request {RequestId} was answered with 503: the store is not available.")]
        public static partial void StoreUnavailable(ILogger logger, string requestId, Exception exception);
    }
}
