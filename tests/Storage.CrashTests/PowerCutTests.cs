using System.Collections.Concurrent;
using Gateway.Tests.Storage;
using Xunit.Abstractions;

namespace Storage.CrashTests;

/// <summary>
/// The power is cut after each write, resize and flush of a recorded run, and whatever was not flushed by then is kept, dropped, torn, reordered
/// or zero. Each time the store has to open, with every acknowledged operation and nothing half done.
/// </summary>
public sealed class PowerCutTests(KeyRingFixture fixture, ITestOutputHelper output) : IClassFixture<KeyRingFixture>
{
    private const int States = 10_500;

    [Fact]
    public async Task Nothing_Acknowledged_Is_Lost_Whenever_The_Power_Is_Cut()
    {
        var verdict = await PlayAsync(States, forgetsToFlush: false);

        Assert.True(verdict.States >= 10_000, $"only {verdict.States} states were played");
        Assert.Empty(verdict.Problems.Take(5));
    }

    [Fact]
    public async Task Without_Our_Flush_The_Same_Finds_Losses()
    {
        var verdict = await PlayAsync(1500, forgetsToFlush: true);

        Assert.NotEmpty(verdict.Problems);
    }

    private async Task<Verdict> PlayAsync(int states, bool forgetsToFlush)
    {
        var seed = Environment.TickCount;
        var recording = await RecordAsync(seed, forgetsToFlush);
        var events = recording.Events;
        var fileEvents = Enumerable.Range(0, events.Count + 1).Where(count => count == 0 || events[count - 1] is not Begun).ToList();
        output.WriteLine($"seed {seed}: {events.Count} events, {fileEvents.Count} moments");

        var problems = new ConcurrentQueue<string>();
        var played = 0;
        var cases = Enumerable.Range(0, states).Select(i => (Moment: fileEvents[i % fileEvents.Count], Kind: KindOf(i / fileEvents.Count), Seed: seed + i));
        await Parallel.ForEachAsync(cases, async (one, _) =>
        {
            var files = CrashState.Make([[], []], events, one.Moment, one.Kind, new Random(one.Seed));
            foreach (var problem in await FindProblemsAsync(files, new Expectation(events, one.Moment), again: one.Seed % 10 == 0, one.Seed))
            {
                problems.Enqueue($"seed {one.Seed}, {one.Kind} after event {one.Moment}: {problem}");
            }

            Interlocked.Increment(ref played);
        });

        output.WriteLine($"{played} states, {problems.Count} problems");
        return new Verdict(played, [.. problems]);
    }

    // Two kinds leave nothing to chance, so once is enough for them; the others are different each time.
    private static CrashKind KindOf(int round) => round switch
    {
        0 => CrashKind.Kept,
        1 => CrashKind.Dropped,
        _ => CrashKind.SomeBlocks + (round % 4),
    };

    private async Task<Recording> RecordAsync(int seed, bool forgetsToFlush)
    {
        var recording = new Recording();
        var files = new RecordingFiles([new MemoryFile(), new MemoryFile()], recording) { ForgetsToFlush = forgetsToFlush };
        await using (var opened = await OpenAsync(files))
        {
            await new Workload(recording).RunAsync(opened.Store, seed);
        }

        return recording;
    }

    // Now and then the power is cut once more while the store recovers.
    private async Task<IReadOnlyList<string>> FindProblemsAsync(MemoryFile[] files, Expectation expectation, bool again, int seed)
    {
        try
        {
            if (again)
            {
                files = await CutRecoveryAsync(files, new Random(seed));
            }

            await using var opened = await OpenAsync(new RecordingFiles(files, new Recording()));
            return [.. expectation.FindProblems(await Workload.ReadAsync(opened.Store))];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ["it cannot be read: " + exception];
        }
    }

    private async Task<MemoryFile[]> CutRecoveryAsync(MemoryFile[] files, Random random)
    {
        var recording = new Recording();
        List<byte[]> before = [.. files.Select(file => file.ToArray())];
        await using (await OpenAsync(new RecordingFiles(files, recording)))
        {
            // Recovery is part of opening.
        }

        var kinds = Enum.GetValues<CrashKind>();
        return CrashState.Make(before, recording.Events, random.Next(recording.Events.Count + 1), kinds[random.Next(kinds.Length)], random);
    }

    private Task<OpenedStore> OpenAsync(RecordingFiles files) => OpenedStore.OpenAsync(files, fixture.Ring, TimeProvider.System, fixture.Meters);

    private sealed record Verdict(int States, IReadOnlyList<string> Problems);
}
