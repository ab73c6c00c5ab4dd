using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Maintenance;

namespace Gateway.Storage.LiteDb;

/// <summary>Snapshots of the data file, and its replacement by one that was made beside it.</summary>
internal sealed class LiteDbMaintenance(string path, Func<string, LiteDbScmIntegrationStore> makeStore, Quarantine quarantine, TimeProvider time) : IStoreMaintenance
{
    private readonly DiskFiles _files = new(path);
    private readonly string _unfinished = path + ".restoring";

    public string Name => path;

    public async Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
        => await LiteDbSnapshot.OpenAsync(_files, quarantine, time, cancellationToken);

    public Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken)
        => Task.FromResult<IAsyncDisposable>(new Reservation(_files.Take()));

    public async Task ReplaceAllAsync(IAsyncEnumerable<StoreContent> contents, bool force, CancellationToken cancellationToken)
    {
        await CheckTargetAsync(force, cancellationToken);
        DiskFiles.Delete(_unfinished);
        await using (var store = makeStore(_unfinished))
        {
            await store.OpenAsync(cancellationToken);
            await foreach (var content in contents.WithCancellation(cancellationToken))
            {
                await store.ImportAsync(content, cancellationToken);
            }
        }

        using (_files.Take())
        {
            DiskFiles.Replace(path, _unfinished);
        }

        DiskFiles.Delete(_unfinished);
    }

    private sealed class Reservation(IDisposable taken) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            taken.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    // Opening it takes over what its journal still holds, so that the journal can go with the old file.
    private async Task CheckTargetAsync(bool force, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return;
        }

        await using var store = makeStore(path);
        try
        {
            await store.OpenAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception) when (force && exception.InnerException is InvalidDataException or LiteDB.LiteException)
        {
            // What cannot be opened is what a restore is for.
            return;
        }

        if (!force && !await store.IsEmptyAsync(cancellationToken))
        {
            throw new StoreUnavailableException($"The store «{path}» holds integrations. Nothing was changed; to put the backup in their place, say --force.");
        }
    }
}
