using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Tests.Common;

/// <summary>Notes what the gateway counts, for one set of services; of durations only that they were measured.</summary>
public sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _instruments = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ServiceProvider? _services;

    /// <summary>With a factory of its own.</summary>
    public MeterReader()
        : this(new ServiceCollection().AddMetrics().BuildServiceProvider())
    {
    }

    public MeterReader(IMeterFactory factory)
    {
        Factory = factory;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == "Gateway")
            {
                _instruments.Enqueue($"{instrument.Name} {instrument.Unit}");
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, tags, $" {value}"));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags, $" {value}"));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags, ""));
        _listener.Start();
    }

    private MeterReader(ServiceProvider services)
        : this(services.GetRequiredService<IMeterFactory>())
        => _services = services;

    /// <summary>Whose meters are read.</summary>
    public IMeterFactory Factory { get; }

    /// <summary>What there is to be counted, each with its unit.</summary>
    public IReadOnlyCollection<string> Instruments => _instruments;

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Asks for what is told only when it is asked for.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        _services?.Dispose();
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, string value)
        => _lines.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}{value}");
}
