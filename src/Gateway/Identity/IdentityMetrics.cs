using System.Diagnostics.Metrics;

namespace Gateway.Identity;

internal sealed class IdentityMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _lookups = meters.Create("Gateway").CreateCounter<long>(
        "gateway.identity.lookups", "{lookup}", "Questions whose token it is, by where the answer came from.");

    public void CacheHit() => _lookups.Add(1, new KeyValuePair<string, object?>("gateway.identity.answered_by", "cache"));

    public void CacheMiss() => _lookups.Add(1, new KeyValuePair<string, object?>("gateway.identity.answered_by", "source"));
}
