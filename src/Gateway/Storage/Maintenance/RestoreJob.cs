using System.Runtime.CompilerServices;
using Gateway.Storage.Protection;
using Microsoft.Extensions.Options;

namespace Gateway.Storage.Maintenance;

/// <summary>Puts a backup in the place of the store: wholly, or not at all. The gateways over it have to be stopped.</summary>
internal sealed class RestoreJob(StoreFactory stores, KeyRing ring, ITokenProtector protector, IOptions<StorageOptions> options)
{
    /// <exception cref="StoreUnavailableException">The backup is no good, the store is not empty and <paramref name="force"/> is not given, or a key is missing.</exception>
    public async Task<BackupSummary> RunAsync(string path, bool force, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        ring.Load();
        path = Path.GetFullPath(path);
        var check = new SealedCheck(protector);
        var end = await VerifyAsync(path, check, cancellationToken);
        if (check.Unreadable > 0 && !force)
        {
            throw new StoreUnavailableException(
                $"The keys in «{ring.Folder}» do not unseal {check.Unreadable} of the {end.Integrations} integrations in «{path}». Nothing was changed. "
                + "Restore the key files first, or say --force to have those integrations linked again by their owners.");
        }

        var maintenance = stores.CreateMaintenance(options.Value.Kind);
        await using var disposed = maintenance as IAsyncDisposable;
        await maintenance.ReplaceAllAsync(ReadAsync(path, progress, cancellationToken), force, cancellationToken);
        return new BackupSummary(path, end.Integrations, end.AdoptedOwners, check.Unreadable, new FileInfo(path).Length);
    }

    private static async Task<BackupEnd> VerifyAsync(string path, SealedCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupReader.VerifyAsync(path, integration => check.Look(integration.ToIntegration()), cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException)
        {
            throw new StoreUnavailableException($"«{path}» cannot be restored. {exception.Message} Nothing was changed.", exception);
        }
    }

    private static async IAsyncEnumerable<StoreContent> ReadAsync(
        string path, IProgress<StoreProgress> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var done = 0L;
        await foreach (var content in BackupReader.ReadAsync(path, cancellationToken))
        {
            yield return content;
            done += content.Integrations.Count;
            if (content.Integrations.Count > 0)
            {
                progress.Report(new StoreProgress("restoring", done, StoreProgress.FractionOf(content.Integrations[^1].Id)));
            }
        }
    }
}
