using Gateway.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

/// <summary>Gives a failed forward a body in our shape; YARP leaves it empty.</summary>
internal sealed class ForwardFailures(RequestDelegate next, ProxyMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);

        if (context.Features.Get<IForwarderErrorFeature>() is { } failure)
        {
            metrics.Failed(failure.Error);
        }
        else if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && !WasForwarded(context))
        {
            metrics.Failed(ForwarderError.NoAvailableDestinations);
        }

        var response = context.Response;
        if (response.HasStarted || response.StatusCode < StatusCodes.Status400BadRequest || !IsOurs(context))
        {
            return;
        }

        response.Headers.Remove("Content-Length");
        await (response.StatusCode switch
        {
            StatusCodes.Status502BadGateway => Problems.Error(
                StatusCodes.Status502BadGateway, "the upstream cannot be reached", ErrorCodes.BadGateway),
            StatusCodes.Status503ServiceUnavailable => Problems.Unavailable("the upstream is not available now: try again later"),
            StatusCodes.Status504GatewayTimeout => Problems.Error(
                StatusCodes.Status504GatewayTimeout, "the upstream did not answer in time", ErrorCodes.GatewayTimeout),
            StatusCodes.Status413PayloadTooLarge => Problems.Error(
                StatusCodes.Status413PayloadTooLarge, "the body is too large", ErrorCodes.BodyTooLarge),
            var status => Problems.Error(status, "the request could not be forwarded", ErrorCodes.BadRequest),
        }).ExecuteAsync(context);
    }

    // Without a destination there was no forward to fail, and yet the 503 is ours.
    private static bool IsOurs(HttpContext context) => context.Features.Get<IForwarderErrorFeature>() is not null || !WasForwarded(context);

    private static bool WasForwarded(HttpContext context) => context.GetReverseProxyFeature().ProxiedDestination is not null;
}
