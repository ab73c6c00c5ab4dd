using System.Diagnostics.Metrics;
using Gateway.Plugins.Loading;

namespace Gateway.Plugins;

/// <summary>What is counted of plugins and of the calls of their providers. Labels are few: types that are served, outcomes, states.</summary>
internal sealed class PluginMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _changes;
    private readonly Histogram<double> _duration;

    public PluginMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway");
        _calls = _meter.CreateCounter<long>("gateway.provider.calls", "{call}", "Calls of providers, by type and outcome.");
        _changes = _meter.CreateCounter<long>("gateway.plugins.changes", "{change}", "Plugins that were added, replaced, reconfigured, removed, distrusted or refused.");
        _duration = _meter.CreateHistogram<double>("gateway.provider.call.duration", "s", "How long calls of providers took, waiting included.");
    }

    public void Called(string scmType, string outcome, TimeSpan elapsed)
    {
        var type = new KeyValuePair<string, object?>("scm_type", scmType);
        _calls.Add(1, type, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(elapsed.TotalSeconds, type);
    }

    public void Changed(PluginChangeKind kind) => _changes.Add(1, Label("change", kind));

    public void Observe(IPluginStatuses statuses, DepartedPlugins departed)
    {
        _meter.CreateObservableGauge(
            "gateway.plugins",
            () => Enum.GetValues<PluginState>().Select(state => new Measurement<int>(
                statuses.Plugins.Count(plugin => plugin.State == state), Label("state", state))),
            "{plugin}",
            "Plugins by state.");
        _meter.CreateObservableGauge(
            "gateway.plugins.departed",
            () => departed.Count,
            "{plugin}",
            "Plugins that serve no more and are still in memory: for a moment after a change, or because something holds them.");
    }

    private static KeyValuePair<string, object?> Label<TValue>(string name, TValue value)
        where TValue : struct, Enum
        => new(name, value.ToString().ToLowerInvariant());
}
