namespace Gateway.Bench;

/// <summary>How long a server took from its start to its first 200, and its memory then; medians of several starts.</summary>
internal sealed record Startup(string Subject, double Milliseconds, double IdleMegabytes)
{
    /// <summary>Starts and stops each of them so many times, in turn.</summary>
    public static async Task<IReadOnlyList<Startup>> MeasureAsync(IReadOnlyList<Func<Task<Subject>>> servers, int times)
    {
        var taken = new List<Startup>();
        for (var round = 0; round < times; round++)
        {
            foreach (var startAsync in servers)
            {
                using var subject = await startAsync();
                taken.Add(new Startup(subject.Name, subject.Startup.TotalMilliseconds, subject.ResidentBytes / 1048576.0));
            }
        }

        return [.. taken.GroupBy(one => one.Subject).Select(starts => new Startup(
            starts.Key, Measurement.Middle([.. starts], one => one.Milliseconds), Measurement.Middle([.. starts], one => one.IdleMegabytes)))];
    }
}
