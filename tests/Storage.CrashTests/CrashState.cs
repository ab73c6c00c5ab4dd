using Gateway.Tests.Storage;

namespace Storage.CrashTests;

/// <summary>Makes the files as a power cut after a number of events may leave them.</summary>
internal static class CrashState
{
    private const int BlockSize = 4096;
    private const int SectorSize = 512;

    public static MemoryFile[] Make(IReadOnlyList<byte[]> before, IReadOnlyList<RecordedEvent> events, int count, CrashKind kind, Random random)
        => [.. before.Select((bytes, file) => MakeFile(bytes, events, count, file, kind, random))];

    private static MemoryFile MakeFile(byte[] before, IReadOnlyList<RecordedEvent> events, int count, int file, CrashKind kind, Random random)
    {
        var state = new MemoryFile();
        state.Write(0, before);
        var unflushed = new List<RecordedEvent>();
        for (var i = 0; i < count; i++)
        {
            switch (events[i])
            {
                case Written write when write.File == file:
                    unflushed.Add(write);
                    break;
                case Resized resize when resize.File == file:
                    unflushed.Add(resize);
                    break;
                case Flushed flush when flush.File == file:
                    unflushed.ForEach(change => Apply(state, change));
                    unflushed.Clear();
                    break;
            }
        }

        ApplyUnflushed(state, unflushed, kind, random);
        return state;
    }

    private static void ApplyUnflushed(MemoryFile state, List<RecordedEvent> unflushed, CrashKind kind, Random random)
    {
        switch (kind)
        {
            case CrashKind.Kept:
                unflushed.ForEach(change => Apply(state, change));
                break;
            case CrashKind.SomeBlocks:
                unflushed.SelectMany(Split).Where(_ => random.Next(2) == 0).ToList().ForEach(change => Apply(state, change));
                break;
            case CrashKind.Torn when unflushed.Count > 0:
                unflushed[..^1].ForEach(change => Apply(state, change));
                Apply(state, Tear(unflushed[^1], random));
                break;
            case CrashKind.Reordered:
                var blocks = unflushed.SelectMany(Split).ToArray();
                random.Shuffle(blocks);
                blocks.Take(random.Next(blocks.Length + 1)).ToList().ForEach(change => Apply(state, change));
                break;
            case CrashKind.ZeroFilled:
                unflushed.SelectMany(Split).Select(change => change is Written write && random.Next(2) == 0
                    ? write with { Bytes = new byte[write.Bytes.Length] }
                    : change).ToList().ForEach(change => Apply(state, change));
                break;
        }
    }

    private static void Apply(MemoryFile state, RecordedEvent change)
    {
        if (change is Written write)
        {
            state.Write(write.Position, write.Bytes);
        }
        else if (change is Resized resize)
        {
            state.SetLength(resize.Length);
        }
    }

    private static IEnumerable<RecordedEvent> Split(RecordedEvent change)
    {
        if (change is not Written write)
        {
            yield return change;
            yield break;
        }

        for (var done = 0; done < write.Bytes.Length;)
        {
            var length = (int)Math.Min(write.Bytes.Length - done, BlockSize - ((write.Position + done) % BlockSize));
            yield return new Written(write.File, write.Position + done, write.Bytes.AsSpan(done, length).ToArray());
            done += length;
        }
    }

    private static RecordedEvent Tear(RecordedEvent change, Random random)
        => change is Written write
            ? write with { Bytes = write.Bytes[..Math.Min(write.Bytes.Length, random.Next((write.Bytes.Length / SectorSize) + 1) * SectorSize)] }
            : change;
}
