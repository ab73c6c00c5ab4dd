using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>Asks all checks, and says in log and metric how it stands: only when it changes, because it is asked every few seconds.</summary>
internal sealed partial class Readiness : IHealthCheckPublisher
{
    public const string Tag = "ready";

    private readonly HealthCheckService _checks;
    private readonly ILogger<Readiness> _logger;
    private volatile HealthReport _last = new(new Dictionary<string, HealthReportEntry>(), HealthStatus.Healthy, TimeSpan.Zero);

    public Readiness(HealthCheckService checks, IMeterFactory meters, ILogger<Readiness> logger)
    {
        _checks = checks;
        _logger = logger;
        meters.Create("Gateway").CreateObservableGauge(
            "gateway.health",
            () => _last.Entries.Select(entry => new Measurement<int>(
                (int)entry.Value.Status, new KeyValuePair<string, object?>("check", entry.Key))),
            description: "What a check found when it last looked: 2 good, 1 degraded, 0 not ready.");
    }

    public async Task<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        var report = await _checks.CheckHealthAsync(check => check.Tags.Contains(Tag), cancellationToken);
        await PublishAsync(report, cancellationToken);
        return report;
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var before = Interlocked.Exchange(ref _last, report);
        foreach (var (name, entry) in report.Entries)
        {
            var status = before.Entries.TryGetValue(name, out var old) ? old.Status : HealthStatus.Healthy;
            if (status != entry.Status)
            {
                Report(name, entry);
            }
        }

        return Task.CompletedTask;
    }

    private void Report(string name, HealthReportEntry entry)
    {
        switch (entry.Status)
        {
            case HealthStatus.Healthy:
                Log.Good(_logger, name);
                break;
            case HealthStatus.Degraded:
                Log.Degraded(_logger, name, entry.Description, entry.Exception);
                break;
            default:
                Log.NotReady(_logger, name, entry.Description, entry.Exception);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The check «{Check}» is good again.")]
        public static partial void Good(ILogger logger, string check);

        [LoggerMessage(2, LogLevel.Warning, "The gateway is degraded by the check «{Check}»: {Detail}")]
        public static partial void Degraded(ILogger logger, string check, string? detail, Exception? exception);

        [LoggerMessage(3, LogLevel.Error, "The gateway is not ready by the check «{Check}»: {Detail}")]
        public static partial void NotReady(ILogger logger, string check, string? detail, Exception? exception);
    }
}
