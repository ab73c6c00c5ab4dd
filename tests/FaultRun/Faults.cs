using System.Globalization;
using Tests.Common.StandIns.Hosting;

namespace FaultRun;

/// <summary>One fault a minute, in turn, each mended after a while; then time to recover.</summary>
internal sealed class Faults(World world, Tally tally)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private int _restarted;

    public async Task RunAsync(TimeSpan length)
    {
        (Fault Fault, Func<Task> Strike)[] faults =
        [
            (Fault.UpstreamAway, KillUpstreamAsync),
            (Fault.PlatformSlow, SlowPlatformAsync),
            (Fault.DiskFull, FillDiskAsync),
            (Fault.PluginsSwapped, SwapPluginsAsync),
            (Fault.OneStopped, StopOneAsync),
        ];
        var end = DateTimeOffset.UtcNow + length;
        for (var turn = 0; DateTimeOffset.UtcNow < end; turn++)
        {
            var next = DateTimeOffset.UtcNow + Period;
            var (fault, strike) = faults[turn % faults.Length];
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:HH:mm:ss} {fault.Name}"));
            tally.Begin(fault);
            await strike();
            await Task.Delay(Recovery);
            tally.Begin(Fault.None);
            var rest = (next < end ? next : end) - DateTimeOffset.UtcNow;
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
    }

    private async Task KillUpstreamAsync()
    {
        await world.Upstream.GoAwayAsync();
        await Task.Delay(Lasting);
        world.Upstream.ComeBack();
    }

    private async Task SlowPlatformAsync()
    {
        world.Platform.Suffer(Trouble.Slow(TimeSpan.FromSeconds(4)));
        await Task.Delay(Lasting);
        world.Platform.Recover();
    }

    private async Task FillDiskAsync()
    {
        var filler = Path.Combine(world.Disk, "filler");
        await using (var file = File.Create(filler))
        {
            try
            {
                var block = new byte[64 * 1024];
                while (true)
                {
                    await file.WriteAsync(block);
                    await file.FlushAsync();
                }
            }
            catch (IOException exception)
            {
                await Console.Out.WriteLineAsync($"  {exception.Message}");
            }
        }

        await Task.Delay(Lasting);
        File.Delete(filler);
    }

    private async Task SwapPluginsAsync()
    {
        world.SwapPlugins();
        await Task.Delay(Lasting);
    }

    private async Task StopOneAsync()
    {
        var exitCode = await world.RestartAsync(_restarted++ % 2);
        if (exitCode != 0)
        {
            tally.Unexpected($"A gateway that was told to stop ended with {exitCode}.");
        }
    }
}
