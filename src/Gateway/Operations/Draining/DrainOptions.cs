namespace Gateway.Operations.Draining;

/// <summary><c>Gateway:Drain</c>.</summary>
internal sealed class DrainOptions
{
    public const string Section = "Gateway:Drain";

    /// <summary>
    /// How long the gateway goes on accepting after it was told to stop, while readiness is red already: as long as a balancer in front needs
    /// to see that.
    /// </summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long requests and WebSockets that are under way then may take to end; the rest is broken off.</summary>
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(25);

    public IEnumerable<string> Validate()
    {
        if (Delay < TimeSpan.Zero || Delay > TimeSpan.FromMinutes(5))
        {
            yield return $"{Section}:Delay must be from 00:00:00 to 00:05:00.";
        }

        if (Limit < TimeSpan.FromSeconds(1) || Limit > TimeSpan.FromHours(1))
        {
            yield return $"{Section}:Limit must be from 00:00:01 to 01:00:00.";
        }
    }
}
