using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary><c>{"status":"ready","checks":{"store":{"status":"ready"},…}}</c>.</summary>
internal sealed record HealthResponse(string Status, IReadOnlyDictionary<string, HealthCheckResponse>? Checks = null)
{
    public static HealthResponse From(HealthReport report) => new(
        NameOf(report.Status),
        report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new HealthCheckResponse(NameOf(entry.Value.Status), entry.Value.Description),
            StringComparer.Ordinal));

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "not ready",
    };
}
