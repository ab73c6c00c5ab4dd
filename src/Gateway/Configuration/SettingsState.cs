using System.Diagnostics.Metrics;

namespace Gateway.Configuration;

/// <summary>Which settings are in use: the generation counts up with each change that was taken, and what was wrong with one that was not stays told.</summary>
internal sealed class SettingsState
{
    private volatile Snapshot _current = new(1, []);

    public SettingsState(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge(
            "gateway.settings.generation", () => _current.Generation, description: "Counts up with each change of the settings that was taken.");
        meter.CreateObservableGauge(
            "gateway.settings.rejected",
            () => _current.Problems.Count > 0 ? 1 : 0,
            description: "1 while the settings' files hold a change that is not valid and was not taken.");
    }

    public Snapshot Current => _current;

    public void Accept() => _current = new Snapshot(_current.Generation + 1, []);

    /// <summary>The generation goes on: what was good before is still in use.</summary>
    public void Reject(IReadOnlyList<string> problems) => _current = _current with { Problems = problems };

    /// <param name="Generation">1 for the settings of the start.</param>
    /// <param name="Problems">What was wrong with the latest change; none when it is in use.</param>
    internal sealed record Snapshot(int Generation, IReadOnlyList<string> Problems);
}
