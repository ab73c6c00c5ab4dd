namespace Gateway.Bench;

/// <summary>What was measured, round by round.</summary>
internal sealed class Rounds
{
    private readonly List<Measurement> _taken = [];

    public IReadOnlyList<Measurement> Medians
        => [.. _taken.GroupBy(one => (one.Scenario, one.Subject)).Select(rounds => Measurement.Median([.. rounds]))];

    public void Add(Measurement measurement) => _taken.Add(measurement);

    public Measurement MedianOf(Scenario scenario, Subject subject) => Measurement.Median(Of(scenario, subject));

    /// <summary>
    /// The middle of the ratios that each round has of its own: what makes the machine slower for a minute is in both sides of one.
    /// </summary>
    public double Ratio((Scenario Scenario, Subject Subject) over, (Scenario Scenario, Subject Subject) under, Func<Measurement, double> figure)
        => Measurement.Middle(
            [.. Of(over.Scenario, over.Subject).Zip(Of(under.Scenario, under.Subject), (one, other) => figure(one) / figure(other))], ratio => ratio);

    private List<Measurement> Of(Scenario scenario, Subject subject)
        => [.. _taken.Where(one => one.Scenario == scenario.Name && one.Subject == subject.Name)];
}
