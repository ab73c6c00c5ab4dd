using System.Diagnostics;
using System.Globalization;

namespace Gateway.Bench;

/// <summary>
/// What a .NET process has allocated, by way of the hook that it was started with. The runtime's count is that of the heaps there are, so their number
/// is kept: a process that counts is not one whose memory or speed is measured.
/// </summary>
internal sealed class Allocations(string hook, string file)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>What a process must be started with to be asked.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = hook,
        ["BENCH_ALLOCATIONS"] = file,
        ["DOTNET_GCDynamicAdaptationMode"] = "0",
    };

    /// <summary>Bytes since the start of the process.</summary>
    public async Task<long> ReadAsync(int processId)
    {
        File.Delete(file);
        using var signal = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -CONT {processId}")]);
        await signal.WaitForExitAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (!File.Exists(file))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"The process {processId} does not say what it has allocated.");
            }

            await Task.Delay(5);
        }

        return long.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
    }
}
