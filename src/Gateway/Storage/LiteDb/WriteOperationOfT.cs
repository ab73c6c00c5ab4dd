namespace Gateway.Storage.LiteDb;

internal sealed class WriteOperation<TOutcome>(string ownerId, Func<LiteDbSession, TOutcome> change) : WriteOperation(ownerId)
{
    private readonly TaskCompletionSource<TOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TOutcome? _outcome;
    private int _decided;

    public async Task<TOutcome> WaitAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static (operation, token) => ((WriteOperation<TOutcome>)operation!).Cancel(token), this);
        return await _completion.Task;
    }

    public override bool TryStart() => Interlocked.Exchange(ref _decided, 1) == 0;

    public override void Apply(LiteDbSession session) => _outcome = change(session);

    public override void Complete() => _completion.SetResult(_outcome!);

    public override void Fail(StoreUnavailableException exception) => _completion.SetException(exception);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.Exchange(ref _decided, 1) == 0)
        {
            _completion.SetCanceled(token);
        }
    }
}
