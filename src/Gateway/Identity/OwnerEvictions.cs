namespace Gateway.Identity;

/// <summary>
/// When owners were last evicted, as a count of evictions. Bounded by places that owners share: two whose ids fall on one place are evicted together,
/// which costs the other one a question more.
/// </summary>
internal sealed class OwnerEvictions
{
    private const int Places = 1 << 16;

    private readonly Lock _lock = new();
    private readonly long[] _last = new long[Places];
    private long _count;

    /// <summary>The moment to compare with later.</summary>
    public long Now => Volatile.Read(ref _count);

    public void Evict(string ownerId)
    {
        lock (_lock)
        {
            Volatile.Write(ref Place(ownerId), ++_count);
        }
    }

    public bool HasEvictedSince(long moment, string ownerId) => Volatile.Read(ref Place(ownerId)) > moment;

    private ref long Place(string ownerId) => ref _last[ownerId.GetHashCode(StringComparison.Ordinal) & (Places - 1)];
}
