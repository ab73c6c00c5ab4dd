using System.Collections.Concurrent;

namespace Gateway.Storage;

/// <summary>Tells the operator, once each, of integrations that are kept but not served.</summary>
internal sealed partial class Quarantine(StoreMetrics metrics, ILogger<Quarantine> logger)
{
    // Enough to know them one by one; whoever has more has the metric.
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<(Guid? Id, QuarantineReason Reason), bool> _reported = new();

    public void Report(Guid? id, QuarantineReason reason)
    {
        if (_reported.Count < MaxRemembered && _reported.TryAdd((id, reason), true))
        {
            metrics.Quarantined(reason);
            Log.Quarantined(logger, id, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2020, LogLevel.Error, "Integration {IntegrationId} is in quarantine ({Reason}): it is kept, but not served. Restore it from a backup, or have its owner link it again.")]
        public static partial void Quarantined(ILogger logger, Guid? integrationId, QuarantineReason reason);
    }
}
