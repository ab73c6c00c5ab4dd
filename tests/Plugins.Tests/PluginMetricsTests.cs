using System.Diagnostics.Metrics;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>What is counted of plugins, under the names and labels that dashboards know.</summary>
public sealed class PluginMetricsTests : IDisposable
{
    private readonly MeterReader _meter = new();
    private readonly PluginMetrics _metrics;

    public PluginMetricsTests() => _metrics = new PluginMetrics(_meter.Factory);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void A_Call_Is_Counted_With_Its_Outcome_And_Its_Time()
    {
        _metrics.Called("good", "success", TimeSpan.FromSeconds(2));

        Assert.Equal(["gateway.provider.calls scm_type=good outcome=success 1", "gateway.provider.call.duration scm_type=good"], _meter.Lines);
    }

    [Fact]
    public void Each_Change_Is_Counted_By_Its_Kind()
    {
        Array.ForEach(Enum.GetValues<PluginChangeKind>(), _metrics.Changed);

        Assert.Equal(
            new[] { "added", "replaced", "reconfigured", "removed", "distrusted", "refused" }.Select(kind => $"gateway.plugins.changes change={kind} 1").Order(),
            _meter.Lines.Order());
    }

    [Fact]
    public void Plugins_Are_Told_By_State_And_So_Are_Those_That_Have_Left()
    {
        using var departed = new DepartedPlugins(TimeProvider.System, NullLogger<DepartedPlugins>.Instance);
        _metrics.Observe(new Statuses(PluginState.Serving, PluginState.Refused, PluginState.Serving), departed);

        _meter.Observe();

        Assert.Equal(
            [
                "gateway.plugins state=refused 1",
                "gateway.plugins state=removed 0",
                "gateway.plugins state=replaced 0",
                "gateway.plugins state=serving 2",
                "gateway.plugins.departed  0",
            ],
            _meter.Lines.Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "gateway.plugins {plugin}",
                "gateway.plugins.changes {change}",
                "gateway.plugins.departed {plugin}",
                "gateway.provider.call.duration s",
                "gateway.provider.calls {call}",
            ],
            _meter.Instruments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_Host_Tells_Its_Plugins()
    {
        using var plugins = new PluginDirectory().With("Good", "Twin");
        await using var host = await RunningHost.StartAsync(plugins);
        using var meter = new MeterReader(host.Services.GetRequiredService<IMeterFactory>());

        meter.Observe();

        Assert.Contains("gateway.plugins state=serving 1", meter.Lines);
        Assert.Contains("gateway.plugins state=refused 1", meter.Lines);
        Assert.Contains(meter.Lines, line => line.StartsWith("gateway.plugins.departed ", StringComparison.Ordinal));
    }

    private sealed class Statuses(params PluginState[] states) : IPluginStatuses
    {
        public IReadOnlyList<string> MissingTypes => [];

        public IReadOnlyList<PluginStatus> Plugins { get; } = [.. states.Select((state, i) => new PluginStatus
        {
            Name = $"Plugin{i}",
            Path = "",
            State = state,
            Since = DateTimeOffset.UnixEpoch,
        })];
    }
}
