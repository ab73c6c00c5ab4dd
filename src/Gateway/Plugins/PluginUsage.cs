namespace Gateway.Plugins;

/// <summary>The calls of one build of a plugin, counted while they are made. Holds nothing of the plugin itself.</summary>
internal sealed class PluginUsage
{
    private readonly Lock _lock = new();
    private long _calls;
    private long _failures;
    private TimeSpan _total;

    /// <summary>How many calls it has got to answer and has answered, or was given up on.</summary>
    public long Calls
    {
        get
        {
            lock (_lock)
            {
                return _calls;
            }
        }
    }

    /// <summary>
    /// How many of them the plugin or the platform failed. That a platform does not know a token, or is not the one that the user said it
    /// was, is an answer.
    /// </summary>
    public long Failures
    {
        get
        {
            lock (_lock)
            {
                return _failures;
            }
        }
    }

    /// <summary>Of all calls, without the waiting for their turn; null before the first.</summary>
    public TimeSpan? MeanLatency
    {
        get
        {
            lock (_lock)
            {
                return _calls == 0 ? null : _total / _calls;
            }
        }
    }

    public void Record(TimeSpan elapsed, bool isFailure)
    {
        lock (_lock)
        {
            _calls++;
            _failures += isFailure ? 1 : 0;
            _total += elapsed;
        }
    }
}
