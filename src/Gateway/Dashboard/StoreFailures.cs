using Gateway.Storage;

namespace Gateway.Dashboard;

/// <summary>A person gets a page where the API would answer 503.</summary>
internal sealed partial class StoreFailures(DashboardViews views, ILogger<StoreFailures> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<object?> CatchAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreUnavailable(logger, context.HttpContext.TraceIdentifier, exception);
            return views.Unavailable(context.HttpContext, RetryAfter);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Request {RequestId} was answered with a page that says 503: the store is not available.")]
        public static partial void StoreUnavailable(ILogger logger, string requestId, Exception exception);
    }
}
