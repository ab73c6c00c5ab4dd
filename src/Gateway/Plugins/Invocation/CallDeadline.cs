namespace Gateway.Plugins.Invocation;

/// <summary>The end of a call: the gateway's deadline, or the caller's going away.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public CallDeadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, caller);
        Token = _either.Token;
    }

    public CancellationToken Token { get; }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
