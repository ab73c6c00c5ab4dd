using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Storage;

/// <summary>What is counted of the store. Labels are few: operations, outcomes, reasons.</summary>
internal sealed class StoreMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _lookups;
    // Told from the start, as 0: an alert on what grows must see it grow from nothing.
    private readonly long[] _quarantined = new long[Enum.GetValues<QuarantineReason>().Length];
    private long _reopened;

    private readonly KeyValuePair<string, object?> _hit = new("result", "hit");
    private readonly KeyValuePair<string, object?> _miss = new("result", "miss");

    public StoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway");
        _duration = meter.CreateHistogram<double>("gateway.store.operation.duration", "s", "How long the store took, by operation and outcome.");
        _lookups = meter.CreateCounter<long>("gateway.store.cache.lookups", "{lookup}", "Looks into the cache, by result.");
        meter.CreateObservableCounter(
            "gateway.store.reopened", () => Interlocked.Read(ref _reopened), "{time}", "How often the database was opened again after a failure.");
        meter.CreateObservableCounter(
            "gateway.store.quarantined",
            () => Enum.GetValues<QuarantineReason>().Select(reason => new Measurement<long>(
                Interlocked.Read(ref _quarantined[(int)reason]), new KeyValuePair<string, object?>("reason", NameOf(reason)))),
            "{integration}",
            "Integrations that are kept but not served, by reason.");
    }

    public void Measured(string operation, string outcome, long startedAt)
        => _duration.Record(
            Stopwatch.GetElapsedTime(startedAt).TotalSeconds,
            new KeyValuePair<string, object?>("operation", operation),
            new KeyValuePair<string, object?>("outcome", outcome));

    public void Hit() => _lookups.Add(1, _hit);

    public void Missed() => _lookups.Add(1, _miss);

    public void Reopened() => Interlocked.Increment(ref _reopened);

    public void Quarantined(QuarantineReason reason) => Interlocked.Increment(ref _quarantined[(int)reason]);

    private static string NameOf(QuarantineReason reason) => reason switch
    {
        QuarantineReason.Damaged => "damaged",
        QuarantineReason.NotUnsealed => "not_unsealed",
        _ => "key_missing",
    };
}
