namespace Gateway.ScmIntegrations.Health;

/// <summary><c>Gateway:Sweep</c>: how often platforms are asked again about the tokens that are kept.</summary>
internal sealed class SweepOptions
{
    public const string Section = "Gateway:Sweep";

    public bool Enabled { get; set; } = true;

    /// <summary>How old an answer may grow before the platform is asked again.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Calls a second at the most, over all platforms. Two are enough for 170,000 integrations a day.</summary>
    public double CallsPerSecond { get; set; } = 2;

    public IEnumerable<string> Validate()
    {
        if (Period < TimeSpan.FromMinutes(1) || Period > TimeSpan.FromDays(365))
        {
            yield return $"{Section}:Period must be from 00:01:00 to 365.00:00:00.";
        }

        if (CallsPerSecond is not (> 0 and <= 100))
        {
            yield return $"{Section}:CallsPerSecond must be more than 0 and at most 100.";
        }
    }
}
