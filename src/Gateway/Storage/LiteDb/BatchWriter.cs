using System.Collections.Concurrent;
using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// The only one who changes the store: takes all changes that wait, makes them in one transaction, puts that on the disk with one flush, and
/// only then tells those who wait. Has a thread of its own, because it waits for the disk.
/// </summary>
internal sealed partial class BatchWriter(
    EngineRoom room, JournaledFile file, IStoreFiles files, long longJournal, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxBatch = 128;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    // A journal gets this long only while it cannot be folded: the disk fails, or a snapshot is open. Its pages are in memory.
    private readonly long _longestJournal = 64 * longJournal;
    private readonly BlockingCollection<WriteOperation> _waiting = new(MaxWaiting);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff = new(time);

    public void Start() => new Thread(Run) { IsBackground = true, Name = "Store writer" }.Start();

    public Task<TOutcome> WriteAsync<TOutcome>(string ownerId, Func<LiteDbSession, TOutcome> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var operation = new WriteOperation<TOutcome>(ownerId, change);
        bool accepted;
        try
        {
            accepted = _waiting.TryAdd(operation);
        }
        catch (InvalidOperationException exception)
        {
            throw new StoreUnavailableException("The store is closed.", exception);
        }

        return accepted
            ? operation.WaitAsync(cancellationToken)
            : throw new StoreUnavailableException("Too many changes wait for the store.");
    }

    /// <summary>Makes the changes that wait, and no new ones.</summary>
    public Task StopAsync()
    {
        _waiting.CompleteAdding();
        return _ended.Task;
    }

    /// <summary>After <see cref="StopAsync"/>.</summary>
    public void Dispose() => _waiting.Dispose();

    private void Run()
    {
        while (!_waiting.IsCompleted)
        {
            if (_waiting.TryTake(out var first, IdleTime))
            {
                Write(TakeBatch(first));
            }

            if (file.JournalLength > (first is null ? 0 : longJournal))
            {
                Fold();
            }
        }

        Fold();
        _ended.SetResult();
    }

    private List<WriteOperation> TakeBatch(WriteOperation first)
    {
        List<WriteOperation> operations = [first];
        while (operations.Count < MaxBatch && _waiting.TryTake(out var next))
        {
            operations.Add(next);
        }

        operations.RemoveAll(operation => !operation.TryStart());
        return operations;
    }

    private void Write(List<WriteOperation> operations)
    {
        if (operations.Count == 0)
        {
            return;
        }

        var batch = new WriteBatch(operations);
        try
        {
            if (!_backoff.MayTry || file.JournalLength > _longestJournal)
            {
                throw new StoreUnavailableException("The store cannot write now.");
            }

            room.Apply(batch);
        }
        catch (StoreUnavailableException exception)
        {
            Refuse(batch, exception);
            return;
        }

        try
        {
            file.Commit();
        }
        catch (Exception exception)
        {
            Log.WriteFailed(logger, exception, operations.Count);
            _backoff.Failed();
            room.Discard();
            Repair();
            batch.Fail(new StoreUnavailableException("The store cannot write now.", exception));
            return;
        }

        _backoff.Succeeded();
        room.Accept();
        batch.Complete();
    }

    // One change that the engine cannot make must not take those with it that happened to wait beside it.
    private void Refuse(WriteBatch batch, StoreUnavailableException exception)
    {
        if (batch.Operations.Count == 1 || exception.InnerException is null)
        {
            batch.Fail(exception);
            return;
        }

        foreach (var operation in batch.Operations)
        {
            Write([operation]);
        }
    }

    // The next commit tries again, if this does not succeed.
    private void Repair()
    {
        try
        {
            file.Repair();
        }
        catch (Exception exception)
        {
            Log.NotRepaired(logger, exception);
        }
    }

    private void Fold()
    {
        if (!_backoff.MayTry)
        {
            return;
        }

        using var held = files.TryHoldData();
        if (held is null)
        {
            return;
        }

        try
        {
            file.Fold();
        }
        catch (Exception exception)
        {
            Log.FoldFailed(logger, exception);
            _backoff.Failed();
            return;
        }

        _backoff.Succeeded();
        room.Forget();
    }

    private static partial class Log
    {
        [LoggerMessage(2010, LogLevel.Error, "{Changes} changes could not be written; they were refused and have not happened.")]
        public static partial void WriteFailed(ILogger logger, Exception exception, int changes);

        [LoggerMessage(2012, LogLevel.Warning, "What a refused change left in the journal could not be removed yet.")]
        public static partial void NotRepaired(ILogger logger, Exception exception);

        [LoggerMessage(2011, LogLevel.Error, "The journal could not be folded into the data file; it is kept, and nothing is lost.")]
        public static partial void FoldFailed(ILogger logger, Exception exception);
    }
}
