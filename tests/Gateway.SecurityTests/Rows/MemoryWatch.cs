using System.Diagnostics;

namespace Gateway.SecurityTests.Rows;

/// <summary>How much this process grows, looked at again and again: what is freed in time does not count.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task<long> _watching;

    private MemoryWatch(bool isOn) => _watching = isOn ? WatchAsync() : Task.FromResult(0L);

    public static MemoryWatch Start(bool isOn)
    {
        if (isOn)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return new MemoryWatch(isOn);
    }

    public async Task<long> StopAsync()
    {
        await _stopping.CancelAsync();
        return await _watching;
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<long> WatchAsync()
    {
        var before = Read();
        var most = 0L;
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                most = Math.Max(most, Read() - before);
            }
        }
        catch (OperationCanceledException)
        {
            most = Math.Max(most, Read() - before);
        }

        return most;
    }

    private static long Read()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
