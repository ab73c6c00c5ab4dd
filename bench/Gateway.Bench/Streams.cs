namespace Gateway.Bench;

/// <summary>Many streams of server-sent events at once: what the server in between spends on each event that comes through.</summary>
internal static class Streams
{
    private const int Count = 100;

    public static Scenario Scenario { get; } = new("100 event streams", "/events", Count);

    public static async Task<Measurement> TakeAsync(Subject subject, int seconds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Count }) { BaseAddress = subject.Address };
        using var end = new CancellationTokenSource();
        var events = 0L;
        var readers = Enumerable.Range(0, Count).Select(_ => ReadAsync(client, () => Interlocked.Increment(ref events), end.Token)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);

        var allocated = await subject.AllocatedBytesAsync();
        var (before, cpu) = (Interlocked.Read(ref events), subject.CpuSeconds);
        await Task.Delay(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        var (after, spent) = (Interlocked.Read(ref events), subject.CpuSeconds - cpu);
        var allocatedAfter = await subject.AllocatedBytesAsync();
        await end.CancelAsync();
        await Task.WhenAll(readers);
        return new Measurement(
            Scenario.Name, subject.Name, (after - before) / (double)seconds, 0, 0, spent * 1_000_000 / Math.Max(1, after - before), subject.ResidentBytes / 1048576.0, 0,
            (allocatedAfter - allocated) / (double)Math.Max(1, after - before));
    }

    private static async Task ReadAsync(HttpClient client, Action count, CancellationToken end)
    {
        try
        {
            using var answer = await client.GetAsync(Scenario.Path, HttpCompletionOption.ResponseHeadersRead, end);
            answer.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(end));
            while (await reader.ReadLineAsync(end) is { } line)
            {
                if (line.Length > 0)
                {
                    count();
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
    }
}
