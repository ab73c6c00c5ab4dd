using System.Diagnostics.Metrics;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

internal sealed class ProxyMetrics
{
    private readonly Counter<long> _failures;
    private readonly Counter<long> _retries;

    public ProxyMetrics(IMeterFactory meters, IProxyStateLookup proxy)
    {
        var meter = meters.Create("Gateway");
        _failures = meter.CreateCounter<long>(
            "gateway.proxy.failures", "{request}", "Requests that could not be forwarded, or whose answer broke off, by what went wrong.");
        _retries = meter.CreateCounter<long>(
            "gateway.proxy.retries", "{request}", "Requests that were sent once more, because nothing was sent before or they are idempotent.");
        meter.CreateObservableGauge(
            "gateway.proxy.destinations", () => Count(proxy), "{destination}", "Destinations that get requests, and those that were put aside.");
    }

    public void Failed(ForwarderError error) => _failures.Add(1, new KeyValuePair<string, object?>("error", error.ToString()));

    public void Retried() => _retries.Add(1);

    private static IEnumerable<Measurement<int>> Count(IProxyStateLookup proxy) => proxy.GetClusters().SelectMany(cluster =>
    {
        var state = cluster.DestinationsState;
        return new[]
        {
            Measure(cluster.ClusterId, "available", state.AvailableDestinations.Count),
            Measure(cluster.ClusterId, "put_aside", state.AllDestinations.Count - state.AvailableDestinations.Count),
        };
    });

    private static Measurement<int> Measure(string cluster, string state, int count)
        => new(count, new KeyValuePair<string, object?>("cluster", cluster), new KeyValuePair<string, object?>("state", state));
}
