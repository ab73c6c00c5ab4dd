using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Plugins;

/// <summary>Not ready while a type of <c>Gateway:Plugins:Required</c> is not served.</summary>
internal sealed class PluginHealthCheck(IPluginStatuses statuses) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(statuses.MissingTypes is { Count: > 0 } missing
            ? HealthCheckResult.Unhealthy($"No plugin serves {string.Join(", ", missing)}.")
            : HealthCheckResult.Healthy());
}
