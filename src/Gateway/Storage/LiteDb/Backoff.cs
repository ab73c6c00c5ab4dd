namespace Gateway.Storage.LiteDb;

/// <summary>
/// After a failure, the time in which nobody tries again: none after the first, then longer with each failure in a row. Not safe for several threads.
/// </summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _delay;
    private DateTimeOffset _until;

    public bool MayTry => time.GetUtcNow() >= _until;

    public void Failed()
    {
        _until = time.GetUtcNow() + _delay;
        _delay = TimeSpan.FromTicks(Math.Clamp(_delay.Ticks * 2, First.Ticks, Longest.Ticks));
    }

    public void Succeeded() => _delay = TimeSpan.Zero;
}
