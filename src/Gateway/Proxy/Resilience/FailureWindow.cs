namespace Gateway.Proxy.Resilience;

/// <summary>What became of one destination's requests lately: the span that runs, and the one before it.</summary>
internal sealed class FailureWindow(TimeProvider time)
{
    /// <summary>Twice this is looked back at most.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    private const int MinimumRequests = 10;
    private const double Limit = 0.5;

    private readonly Lock _lock = new();
    private long _startedAt = time.GetTimestamp();
    private (int Failed, int All) _current;
    private (int Failed, int All) _before;

    /// <summary>Counts a request.</summary>
    /// <returns>How many failed and how many there were, when that is too much; what was counted is then forgotten. Otherwise null.</returns>
    public (int Failed, int All)? Count(bool failed)
    {
        lock (_lock)
        {
            Advance();
            _current = (_current.Failed + (failed ? 1 : 0), _current.All + 1);
            var sum = (Failed: _current.Failed + _before.Failed, All: _current.All + _before.All);
            if (!failed || sum.All < MinimumRequests || sum.Failed < Limit * sum.All)
            {
                return null;
            }

            _current = _before = (0, 0);
            return sum;
        }
    }

    private void Advance()
    {
        var elapsed = time.GetElapsedTime(_startedAt);
        if (elapsed >= Span)
        {
            _before = elapsed < 2 * Span ? _current : (0, 0);
            _current = (0, 0);
            _startedAt = time.GetTimestamp();
        }
    }
}
