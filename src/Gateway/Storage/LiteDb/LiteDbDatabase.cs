using Gateway.Storage.LiteDb.Durability;

namespace Gateway.Storage.LiteDb;

/// <summary>The opened data file: who reads goes to the engine room, who changes to the writer.</summary>
internal sealed partial class LiteDbDatabase(IStoreFiles files, StoreMetrics metrics, TimeProvider time, ILogger<LiteDbDatabase> logger) : IAsyncDisposable
{
    private IDisposable? _taken;
    private JournaledFile? _file;
    private EngineRoom? _room;
    private BatchWriter? _writer;

    /// <summary>Beyond this the journal is folded into the data file at once, otherwise when there is nothing to do.</summary>
    public long LongJournal { get; init; } = 32L << 20;

    public Task OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _taken = files.Take();
            _file = new JournaledFile(files.OpenData(), files.OpenJournal());
            files.FlushNames();
            Recover(_file);

            _room = new EngineRoom(_file, metrics, time, logger);
            _room.Open();
        }
        catch (Exception exception) when (exception is not StoreUnavailableException)
        {
            Close();
            throw new StoreUnavailableException($"The store «{files.Name}» cannot be opened: {exception.Message} Nothing was changed; restore it from a backup if it is damaged.", exception);
        }
        catch
        {
            Close();
            throw;
        }

        _writer = new BatchWriter(_room, _file, files, LongJournal, time, logger);
        _writer.Start();
        return Task.CompletedTask;
    }

    public ValueTask<T> ReadAsync<T>(string? ownerId, Func<LiteDbSession, T> read, CancellationToken cancellationToken)
        => (_room ?? throw NotOpen()).ReadAsync(ownerId, read, cancellationToken);

    public Task<T> WriteAsync<T>(string ownerId, Func<LiteDbSession, T> change, CancellationToken cancellationToken)
        => (_writer ?? throw NotOpen()).WriteAsync(ownerId, change, cancellationToken);

    /// <summary>Asks the file itself, behind all caches of this process.</summary>
    public void ProbeFile()
    {
        try
        {
            (_file ?? throw NotOpen()).Probe();
        }
        catch (IOException exception)
        {
            throw new StoreUnavailableException("The store cannot be read now.", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer)
        {
            _writer = null;
            await writer.StopAsync();
            writer.Dispose();
        }

        Close();
    }

    // Where a snapshot is open, the journal stays what it is for now.
    private void Recover(JournaledFile file)
    {
        var recovery = file.Load();
        if (!recovery.IsNeeded)
        {
            return;
        }

        using var held = files.TryHoldData();
        if (held is not null)
        {
            file.Fold();
            file.Forget();
        }

        Log.Recovered(logger, recovery.Commits, recovery.UnfinishedLength);
    }

    private void Close()
    {
        _room?.Dispose();
        _room = null;
        _file?.Dispose();
        _file = null;
        _taken?.Dispose();
        _taken = null;
    }

    private static StoreUnavailableException NotOpen() => new("The store is not open.");

    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Warning, "The store was not closed in order. {Commits} commits were taken over from its journal; {Unfinished} bytes of a write that was never acknowledged were dropped.")]
        public static partial void Recovered(ILogger logger, int commits, long unfinished);
    }
}
