using Gateway.ScmIntegrations;

namespace Gateway.Storage.Maintenance;

/// <summary>
/// Copies one kind of store into the other. Interrupted, it is simply started again: what is there already and the same is passed over. The
/// gateways have to be stopped, because what they would change behind its back would be lost.
/// </summary>
internal sealed class MigrateJob(StoreFactory stores)
{
    /// <exception cref="StoreUnavailableException">A store cannot be used, or the target holds integrations that the source does not.</exception>
    public async Task<MigrationSummary> RunAsync(StorageKind from, StorageKind to, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            throw new StoreUnavailableException($"Source and target are both {from}.");
        }

        var source = stores.CreateMaintenance(from);
        await using var disposedSource = source as IAsyncDisposable;
        await using var reserved = await source.ReserveAsync(cancellationToken);
        await using var snapshot = await source.OpenSnapshotAsync(cancellationToken);
        long copied;
        await using (var target = stores.CreateStore(to))
        {
            await target.OpenAsync(cancellationToken);
            await RefuseStrangersAsync(snapshot, target, cancellationToken);
            copied = await CopyAsync(snapshot, target, progress, cancellationToken);
        }

        var targetMaintenance = stores.CreateMaintenance(to);
        await using var disposedTarget = targetMaintenance as IAsyncDisposable;
        await using var result = await targetMaintenance.OpenSnapshotAsync(cancellationToken);
        var expected = await ContentHash.OfAsync(snapshot, progress, cancellationToken);
        var found = await ContentHash.OfAsync(result, progress, cancellationToken);
        return expected == found
            ? new MigrationSummary(found.Integrations, copied, found.Sha256)
            : throw new StoreUnavailableException(
                $"{source.Name} holds {expected.Integrations} integrations (SHA-256 {expected.Sha256}), and {targetMaintenance.Name} now holds {found.Integrations} (SHA-256 {found.Sha256}). "
                + "A gateway was changing one of them; stop it, and start the migration again.");
    }

    private static async Task RefuseStrangersAsync(IStoreSnapshot source, IStoreBackend target, CancellationToken cancellationToken)
    {
        await using var known = source.ReadIntegrationsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await known.MoveNextAsync();
        await foreach (var there in target.ReadAllAsync(null, cancellationToken))
        {
            while (more && known.Current.Id.CompareTo(there.Id) < 0)
            {
                more = await known.MoveNextAsync();
            }

            if (!more || known.Current.Id != there.Id)
            {
                throw new StoreUnavailableException($"The target holds integrations that the source does not, {there.Id} for one. Nothing was changed; migrate into an empty store.");
            }
        }
    }

    private static async Task<long> CopyAsync(IStoreSnapshot source, IStoreBackend target, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        await target.ImportAsync(new StoreContent { Keys = await source.ReadKeysAsync(cancellationToken) }, cancellationToken);
        await using var there = target.ReadAllAsync(null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var more = await there.MoveNextAsync();
        var part = new List<ScmIntegration>(StoreProgress.Interval);
        long seen = 0, copied = 0;
        await foreach (var integration in source.ReadIntegrationsAsync(cancellationToken))
        {
            while (more && there.Current.Id.CompareTo(integration.Id) < 0)
            {
                more = await there.MoveNextAsync();
            }

            if (!more || there.Current.Id != integration.Id || !ContentHash.Of(there.Current).AsSpan().SequenceEqual(ContentHash.Of(integration)))
            {
                part.Add(integration);
            }

            if (++seen % StoreProgress.Interval == 0)
            {
                copied += await ImportAsync(target, part, cancellationToken);
                progress.Report(new StoreProgress("copying", seen, StoreProgress.FractionOf(integration.Id)));
            }
        }

        copied += await ImportAsync(target, part, cancellationToken);
        await foreach (var ownerId in source.ReadAdoptedOwnersAsync(cancellationToken))
        {
            await target.ImportAsync(new StoreContent { AdoptedOwners = [ownerId] }, cancellationToken);
        }

        return copied;
    }

    private static async Task<long> ImportAsync(IStoreBackend target, List<ScmIntegration> part, CancellationToken cancellationToken)
    {
        if (part.Count == 0)
        {
            return 0;
        }

        await target.ImportAsync(new StoreContent { Integrations = [.. part] }, cancellationToken);
        var copied = part.Count;
        part.Clear();
        return copied;
    }
}
