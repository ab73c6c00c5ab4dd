using System.Globalization;
using FaultRun;

if (args is not [var minutes, var disk] || !double.TryParse(minutes, CultureInfo.InvariantCulture, out var length) || length <= 0)
{
    await Console.Error.WriteLineAsync("usage: FaultRun MINUTES DISK      DISK: an empty, small file system of its own; see eng/fault-run.sh");
    return 2;
}

await using var world = await World.StartAsync(disk);
var tally = new Tally();
using var done = new CancellationTokenSource();
using var load = new Load(world, tally);
var running = load.RunAsync(done.Token);
var faults = new Faults(world, tally);
await faults.RunAsync(TimeSpan.FromMinutes(length));
await done.CancelAsync();
await running;
return await tally.ReportAsync(world) ? 0 : 1;
