using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Resilience;

/// <summary>
/// Sends a request once more, to another destination where there is one, when that cannot do a thing twice: it was not sent at all, or it is
/// idempotent, has no body, and not a byte of an answer has come.
/// </summary>
internal sealed class ForwardRetry(RequestDelegate next, ProxyMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        return InvokeAsync(context, proxy, proxy.AvailableDestinations);
    }

    private async Task InvokeAsync(HttpContext context, IReverseProxyFeature proxy, IReadOnlyList<DestinationState> available)
    {
        await next(context);

        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure
            || proxy.ProxiedDestination is not { } failed
            || context.Response.HasStarted
            || context.RequestAborted.IsCancellationRequested
            || !(WasNotSent(failure) || MayHappenTwice(context.Request, failure)))
        {
            return;
        }

        metrics.Retried();
        IReadOnlyList<DestinationState> others = [.. available.Where(destination => destination != failed)];
        proxy.AvailableDestinations = others.Count > 0 ? others : available;
        proxy.ProxiedDestination = null;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.Clear();
        await next(context);
    }

    private static bool WasNotSent(IForwarderErrorFeature failure) => failure.Exception switch
    {
        HttpRequestException exception => failure.Error == ForwarderError.Request && exception.HttpRequestError
            is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,

        // The handler's own words for a connection that was not made in time; the cluster's timeout has nothing inside.
        OperationCanceledException { InnerException: TimeoutException } => failure.Error == ForwarderError.RequestTimedOut,
        _ => false,
    };

    private static bool MayHappenTwice(HttpRequest request, IForwarderErrorFeature failure)
        => failure.Error == ForwarderError.Request
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
            || HttpMethods.IsPut(request.Method) || HttpMethods.IsDelete(request.Method))
        && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
