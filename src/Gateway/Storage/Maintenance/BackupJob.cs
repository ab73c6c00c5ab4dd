using Gateway.Storage.Protection;
using Microsoft.Extensions.Options;

namespace Gateway.Storage.Maintenance;

/// <summary>Writes all of the store, as it is at one moment, into one file, and reads that back. A gateway may be running over it.</summary>
internal sealed class BackupJob(
    StoreFactory stores, KeyRing ring, ITokenProtector protector, IOptions<StorageOptions> options, TimeProvider time)
{
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    /// <exception cref="InvalidDataException">What was written is not what was read back.</exception>
    public async Task<BackupSummary> RunAsync(string path, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        ring.Load();
        path = Path.GetFullPath(path);
        await using var writer = new BackupWriter(path);
        var written = await WriteAsync(writer, progress, cancellationToken);

        var check = new SealedCheck(protector);
        var done = 0L;
        var read = await BackupReader.VerifyAsync(
            writer.UnfinishedPath,
            integration =>
            {
                check.Look(integration.ToIntegration());
                Tell(progress, "reading the backup back", ++done, integration.Id);
            },
            cancellationToken);
        if (read != written)
        {
            throw new InvalidDataException($"The backup «{path}» could not be read back as it was written.");
        }

        writer.Publish();
        return new BackupSummary(path, read.Integrations, read.AdoptedOwners, check.Unreadable, new FileInfo(path).Length);
    }

    private async Task<BackupEnd> WriteAsync(BackupWriter writer, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        var maintenance = stores.CreateMaintenance(options.Value.Kind);
        await using var disposed = maintenance as IAsyncDisposable;
        await using var snapshot = await maintenance.OpenSnapshotAsync(cancellationToken);
        await writer.WriteAsync(
            new BackupLine { Header = new BackupHeader { Format = BackupHeader.KnownFormat, Version = BackupHeader.KnownVersion, CreatedAt = time.GetUtcNow() } },
            cancellationToken);
        foreach (var key in await snapshot.ReadKeysAsync(cancellationToken))
        {
            await writer.WriteAsync(new BackupLine { Key = new BackupKey { Id = key.KeyId, Seals = key.Seals } }, cancellationToken);
        }

        long integrations = 0, adoptedOwners = 0;
        await foreach (var integration in snapshot.ReadIntegrationsAsync(cancellationToken))
        {
            await writer.WriteAsync(new BackupLine { Integration = BackupIntegration.From(integration) }, cancellationToken);
            Tell(progress, "writing the backup", ++integrations, integration.Id);
        }

        await foreach (var ownerId in snapshot.ReadAdoptedOwnersAsync(cancellationToken))
        {
            await writer.WriteAsync(new BackupLine { AdoptedOwner = ownerId }, cancellationToken);
            adoptedOwners++;
        }

        return await writer.EndAsync(integrations, adoptedOwners, cancellationToken);
    }

    private static void Tell(IProgress<StoreProgress> progress, string step, long done, Guid id)
    {
        if (done % StoreProgress.Interval == 0)
        {
            progress.Report(new StoreProgress(step, done, StoreProgress.FractionOf(id)));
        }
    }
}
