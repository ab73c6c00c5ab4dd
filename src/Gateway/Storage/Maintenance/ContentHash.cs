using System.Security.Cryptography;
using System.Text.Json;
using Gateway.ScmIntegrations;

namespace Gateway.Storage.Maintenance;

/// <summary>Says in a few characters what a store holds.</summary>
internal static class ContentHash
{
    public static byte[] Of(ScmIntegration integration)
        => JsonSerializer.SerializeToUtf8Bytes(new BackupLine { Integration = BackupIntegration.From(integration) }, BackupJsonContext.Default.BackupLine);

    public static async Task<(long Integrations, string Sha256)> OfAsync(IStoreSnapshot snapshot, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var integrations = 0L;
        await foreach (var integration in snapshot.ReadIntegrationsAsync(cancellationToken))
        {
            hash.AppendData(Of(integration));
            if (++integrations % StoreProgress.Interval == 0)
            {
                progress.Report(new StoreProgress("comparing", integrations, StoreProgress.FractionOf(integration.Id)));
            }
        }

        // Each database has its own order for texts.
        var adopted = new List<string>();
        await foreach (var ownerId in snapshot.ReadAdoptedOwnersAsync(cancellationToken))
        {
            adopted.Add(ownerId);
        }

        adopted.Sort(StringComparer.Ordinal);
        foreach (var ownerId in adopted)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new BackupLine { AdoptedOwner = ownerId }, BackupJsonContext.Default.BackupLine));
        }

        return (integrations, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }
}
