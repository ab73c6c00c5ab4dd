using System.Collections.Concurrent;

namespace Gateway.Storage.Caching;

/// <summary>A bounded number of owners, of whom those that are asked for stay (a clock: each is given a second chance).</summary>
internal sealed class OwnerCache(int capacity, TimeProvider time)
{
    // After so many second chances one has to go all the same.
    private const int MaxChances = 64;

    private readonly ConcurrentDictionary<string, OwnerEntry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<OwnerEntry> _clock = new();
    private long _goodUntil = long.MaxValue;
    private int _count;

    /// <summary>While true nothing may be answered from here, because changes elsewhere would not be heard of.</summary>
    public bool IsSuspended => Volatile.Read(ref _goodUntil) is var goodUntil && goodUntil != long.MaxValue && time.GetTimestamp() >= goodUntil;

    public int Count => Volatile.Read(ref _count);

    public OwnerEntry? Find(string ownerId) => _entries.GetValueOrDefault(ownerId);

    public OwnerEntry Get(string ownerId)
    {
        if (_entries.TryGetValue(ownerId, out var known))
        {
            return known;
        }

        var entry = new OwnerEntry(ownerId);
        var kept = _entries.GetOrAdd(ownerId, entry);
        if (ReferenceEquals(kept, entry))
        {
            _clock.Enqueue(entry);
            if (Interlocked.Increment(ref _count) > capacity)
            {
                DropOne();
            }
        }

        return kept;
    }

    public OwnerEntry BeginChange(string ownerId)
    {
        var entry = Get(ownerId);
        entry.BeginChange();
        return entry;
    }

    public void EndChange(OwnerEntry entry)
    {
        entry.EndChange();

        // It may have been dropped meanwhile, and the one in its place filled with what was there before the change.
        if (Find(entry.OwnerId) is { } current && !ReferenceEquals(current, entry))
        {
            current.Invalidate();
        }
    }

    public void Invalidate(string ownerId) => Find(ownerId)?.Invalidate();

    /// <summary>Until it is resumed.</summary>
    public void Suspend()
    {
        Volatile.Write(ref _goodUntil, 0);
        InvalidateAll();
    }

    /// <summary>From now on changes elsewhere are heard of; for so long this is believed.</summary>
    public void Resume(TimeSpan lease)
    {
        InvalidateAll();
        Extend(lease);
    }

    public void Extend(TimeSpan lease)
        => Volatile.Write(ref _goodUntil, time.GetTimestamp() + (long)(lease.TotalSeconds * time.TimestampFrequency));

    public void InvalidateAll()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Invalidate();
        }
    }

    private void DropOne()
    {
        for (var chances = 0; _clock.TryDequeue(out var entry); chances++)
        {
            if (entry.MayBeDropped(despiteUse: chances >= MaxChances))
            {
                _entries.TryRemove(entry.OwnerId, out _);
                Interlocked.Decrement(ref _count);
                return;
            }

            _clock.Enqueue(entry);
        }
    }
}
