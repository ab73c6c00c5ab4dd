using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Plugins.Tests;

/// <summary>What one host counts as <c>gateway.plugins.changes</c>.</summary>
internal sealed class ChangeCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public ChangeCounts(IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "gateway.plugins.changes" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => _counts.AddOrUpdate((string)tags[0].Value!, count, (_, sum) => sum + count));
        _listener.Start();
    }

    public string Text => string.Join(' ', _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key}={count.Value}"));

    public void Dispose() => _listener.Dispose();
}
