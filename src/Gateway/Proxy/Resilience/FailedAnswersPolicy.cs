using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Proxy.Resilience;

/// <summary>
/// Passive health that sees what YARP's own does not: a destination that answers, but with 502, 503 or 504, is as good as one that is away.
/// Where at least half of ten requests or more have failed within seconds, it gets none for the cluster's reactivation period, and is then
/// tried again. With one destination this is a breaker: the gateway answers 503 by itself meanwhile.
/// </summary>
internal sealed partial class FailedAnswersPolicy(
    IDestinationHealthUpdater health, TimeProvider time, ILogger<FailedAnswersPolicy> logger) : IPassiveHealthCheckPolicy
{
    private static readonly TimeSpan DefaultReactivationPeriod = TimeSpan.FromSeconds(3);

    private readonly ConditionalWeakTable<DestinationState, FailureWindow> _windows = [];

    public string Name => "FailedAnswers";

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        // Requests that were under way when it was put aside say nothing new.
        if (destination.Health.Passive == DestinationHealth.Unhealthy
            || _windows.GetValue(destination, _ => new FailureWindow(time)).Count(HasFailed(context)) is not { } counted)
        {
            return;
        }

        var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? DefaultReactivationPeriod;
        Log.PutAside(logger, destination.DestinationId, cluster.ClusterId, counted.Failed, counted.All, period);
        health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
    }

    private static bool HasFailed(HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failure)
        {
            return context.Response.StatusCode
                is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout;
        }

        // A client that has gone away is no fault of the destination's.
        return !context.RequestAborted.IsCancellationRequested && failure.Error
            is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
            or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination
            or ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The destination «{Destination}» of the cluster «{Cluster}» failed {Failed} of {All} requests, and gets none for {Period}.")]
        public static partial void PutAside(ILogger logger, string destination, string cluster, int failed, int all, TimeSpan period);
    }
}
