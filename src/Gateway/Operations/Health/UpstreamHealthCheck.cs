using Gateway.Identity;
using Gateway.Proxy;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Health;

/// <summary>
/// Whether the auth API answers. A gateway that has never seen it is not ready: something about this instance is wrong, and it must not take
/// the place of one that works. One that has is only degraded when it goes away: it goes away for all instances together, and with none of them
/// ready the balancer's refusal would take the place of our answer.
/// </summary>
internal sealed class UpstreamHealthCheck(
    IUpstreamAddress upstream, UpstreamProbe probe, IOptionsMonitor<IdentityOptions> identity, TimeProvider time) : IHealthCheck, IDisposable
{
    // However often readiness is asked, the upstream is asked this often at most.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _asking = new(1);
    private string? _problem = "it has not been asked yet";
    private long _askedAt;
    private bool _wasSeen;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_askedAt == 0 || time.GetElapsedTime(_askedAt) >= Interval)
            {
                _problem = await AskAsync(cancellationToken);
                _wasSeen |= _problem is null;
                _askedAt = time.GetTimestamp();
            }

            return _problem is null ? HealthCheckResult.Healthy()
                : _wasSeen ? HealthCheckResult.Degraded($"The auth API does not answer now: {_problem}.")
                : HealthCheckResult.Unhealthy($"The auth API has not answered yet: {_problem}.");
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        if (upstream.Find(identity.CurrentValue.Upstream.Path) is not { } address)
        {
            return "no destination of the cluster «auth» is available";
        }

        var (status, problem) = await probe.AskAsync(address, cancellationToken);
        return (int?)status >= StatusCodes.Status500InternalServerError ? $"it answered {(int?)status}" : problem;
    }
}
