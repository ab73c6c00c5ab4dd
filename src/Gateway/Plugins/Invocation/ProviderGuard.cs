namespace Gateway.Plugins.Invocation;

/// <summary>What is remembered of one provider's behaviour, so that a bad one costs only its own calls. Goes with the provider.</summary>
internal sealed class ProviderGuard(TimeProvider time)
{
    // Each of them may hold a thread.
    private const int MaxOverdue = 16;

    private int _overdue;

    public ProviderBreaker Breaker { get; } = new(time);

    /// <summary>Whether so many of its calls go on past their deadline that it gets no more.</summary>
    public bool IsStuck => Volatile.Read(ref _overdue) >= MaxOverdue;

    /// <summary>Counts a call that its caller no longer waits for, until it ends.</summary>
    public void Watch(Task call)
    {
        Interlocked.Increment(ref _overdue);
        _ = call.ContinueWith(
            _ => Interlocked.Decrement(ref _overdue),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
