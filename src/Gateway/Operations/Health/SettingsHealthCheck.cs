using Gateway.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>Degraded while a change of the settings was refused: what is in use is good, but not what the operator wrote.</summary>
internal sealed class SettingsHealthCheck(SettingsState settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var current = settings.Current;
        return Task.FromResult(current.Problems.Count == 0
            ? HealthCheckResult.Healthy($"Generation {current.Generation} is in use.")
            : HealthCheckResult.Degraded($"Generation {current.Generation} stays in use; the changed settings are not valid. {string.Join(" ", current.Problems)}"));
    }
}
