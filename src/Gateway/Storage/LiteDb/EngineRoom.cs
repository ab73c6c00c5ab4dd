using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// Lets one at a time at the engine, and replaces an engine that has failed. Reading and changing take microseconds, all in memory or in the
/// system's page cache; nobody waits here for a flush.
/// </summary>
internal sealed partial class EngineRoom(JournaledFile file, StoreMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Backoff _backoff = new(time);
    private LiteDbSession? _session;
    private WriteBatch? _inFlight;
    private bool _closed;

    /// <exception cref="InvalidDataException">The data file cannot be used.</exception>
    public void Open()
    {
        DataFileCheck.Check(file);
        _session = new LiteDbSession(file);
        file.Commit();
        file.Accept();
    }

    /// <summary>Reads what is durable: when a change of the owner is still on its way to the disk, the answer waits for it. Null means any owner.</summary>
    public async ValueTask<T> ReadAsync<T>(string? ownerId, Func<LiteDbSession, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            T answer;
            WriteBatch? seen;
            await _gate.WaitAsync(cancellationToken);
            try
            {
                answer = Use(read);
                seen = _inFlight is { } batch && batch.Touches(ownerId) ? batch : null;
            }
            finally
            {
                _gate.Release();
            }

            if (seen is null || await seen.Settled.WaitAsync(cancellationToken))
            {
                return answer;
            }
        }
    }

    /// <summary>Makes the changes of a batch, in memory. When it throws, none was made.</summary>
    public void Apply(WriteBatch batch)
    {
        _gate.Wait();
        try
        {
            _inFlight = batch;
            Use(session =>
            {
                session.Change(changing =>
                {
                    foreach (var operation in batch.Operations)
                    {
                        operation.Apply(changing);
                    }
                });
                return true;
            });
        }
        catch
        {
            file.Discard();
            _inFlight = null;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The changes are on the disk.</summary>
    public void Accept() => Settle(file.Accept);

    /// <summary>The changes did not get to the disk: back to what is there.</summary>
    public void Discard() => Settle(() =>
    {
        DropSession();
        file.Discard();
    });

    public void Forget() => Settle(file.Forget);

    public void Dispose()
    {
        _gate.Wait();
        _closed = true;
        DropSession();
        _gate.Release();
    }

    private void Settle(Action action)
    {
        _gate.Wait();
        try
        {
            action();
            _inFlight = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    // Under the gate. An engine that has thrown is not asked again: 5.0.20 closes itself on some errors, and is left half done by others.
    // What the file holds stays: a batch may be on its way to the disk.
    private T Use<T>(Func<LiteDbSession, T> use)
    {
        try
        {
            return use(GetSession());
        }
        catch (Exception exception) when (exception is not StoreUnavailableException)
        {
            Log.EngineFailed(logger, exception);
            _backoff.Failed();
            DropSession();
            throw new StoreUnavailableException("The store cannot be read now.", exception);
        }
    }

    private LiteDbSession GetSession()
    {
        if (_session is { } session)
        {
            return session;
        }

        if (_closed || !_backoff.MayTry)
        {
            throw new StoreUnavailableException(_closed ? "The store is closed." : "The store is being reopened.");
        }

        _session = new LiteDbSession(file);
        _backoff.Succeeded();
        metrics.Reopened();
        Log.Reopened(logger);
        return _session;
    }

    private void DropSession()
    {
        try
        {
            _session?.Dispose();
        }
        catch (Exception exception)
        {
            // It is being thrown away because it is broken; what it held is in the file, or was never acknowledged.
            Log.EngineNotClosed(logger, exception);
        }

        _session = null;
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "The database engine failed and is being reopened; nothing that was acknowledged is lost.")]
        public static partial void EngineFailed(ILogger logger, Exception exception);

        [LoggerMessage(2002, LogLevel.Warning, "The database engine was reopened.")]
        public static partial void Reopened(ILogger logger);

        [LoggerMessage(2003, LogLevel.Debug, "The failed database engine could not be closed in order.")]
        public static partial void EngineNotClosed(ILogger logger, Exception exception);
    }
}
