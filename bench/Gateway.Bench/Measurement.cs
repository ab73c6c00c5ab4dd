namespace Gateway.Bench;

/// <summary>One round of one scenario on one subject; of a request's allocations only when the subject counts them.</summary>
internal sealed record Measurement(
    string Scenario, string Subject, double RequestsPerSecond, double P50, double P99, double CpuMicroseconds, double ResidentMegabytes, long Failed,
    double? AllocatedBytes)
{
    public static async Task<Measurement> TakeAsync(Scenario scenario, Subject subject, int seconds)
    {
        var allocated = await subject.AllocatedBytesAsync();
        var before = subject.CpuSeconds;
        var result = await Wrk.RunAsync(
            new Uri(subject.Address, scenario.Path).AbsoluteUri, scenario.Connections, seconds, scenario.Headers ?? [], scenario.Script);
        var cpu = subject.CpuSeconds - before;
        return new Measurement(
            scenario.Name,
            subject.Name,
            result.PerSecond,
            result.P50,
            result.P99,
            result.Requests == 0 ? 0 : cpu * 1_000_000 / result.Requests,
            subject.ResidentBytes / 1048576.0,
            result.Failed,
            (await subject.AllocatedBytesAsync() - allocated) / (double)Math.Max(1, result.Requests));
    }

    /// <summary>The middle of several rounds, figure by figure.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> rounds) => rounds[0] with
    {
        RequestsPerSecond = Middle(rounds, round => round.RequestsPerSecond),
        P50 = Middle(rounds, round => round.P50),
        P99 = Middle(rounds, round => round.P99),
        CpuMicroseconds = Middle(rounds, round => round.CpuMicroseconds),
        ResidentMegabytes = Middle(rounds, round => round.ResidentMegabytes),
        Failed = rounds.Sum(round => round.Failed),
    };

    public static double Middle<T>(IReadOnlyList<T> rounds, Func<T, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
