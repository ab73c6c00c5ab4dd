using System.Diagnostics.Metrics;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Proxy;

internal sealed class ProxyMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _failures = meters.Create("Gateway").CreateCounter<long>(
        "gateway.proxy.failures", "{request}", "Requests that could not be forwarded, or whose answer broke off, by what went wrong.");

    public void Failed(ForwarderError error) => _failures.Add(1, new KeyValuePair<string, object?>("error", error.ToString()));
}
