using System.Diagnostics.Metrics;

namespace Gateway.Plugins;

/// <summary>What is counted of plugins and of the calls of their providers. Labels are few: types that are served, outcomes, states.</summary>
internal sealed class PluginMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _duration;

    public PluginMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway");
        _calls = _meter.CreateCounter<long>("gateway.provider.calls", "{call}", "Calls of providers, by type and outcome.");
        _duration = _meter.CreateHistogram<double>("gateway.provider.call.duration", "s", "How long calls of providers took, waiting included.");
    }

    public void Called(string scmType, string outcome, TimeSpan elapsed)
    {
        var type = new KeyValuePair<string, object?>("scm_type", scmType);
        _calls.Add(1, type, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(elapsed.TotalSeconds, type);
    }

    public void Observe(IPluginStatuses statuses)
        => _meter.CreateObservableGauge(
            "gateway.plugins",
            () => Enum.GetValues<PluginState>().Select(state => new Measurement<int>(
                statuses.Plugins.Count(plugin => plugin.State == state),
                new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()))),
            "{plugin}",
            "Plugins by state.");
}
