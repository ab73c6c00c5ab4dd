using System.Runtime.CompilerServices;
using Gateway.ScmIntegrations;
using Gateway.Storage.Maintenance;
using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>Integrations in one file on this machine, for one gateway.</summary>
internal sealed class LiteDbScmIntegrationStore(LiteDbDatabase database, Quarantine quarantine) : IStoreBackend
{
    private const int PageSize = 256;

    public Task OpenAsync(CancellationToken cancellationToken) => database.OpenAsync(cancellationToken);

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
        => (await database.ReadAsync(null, session => session.ReadPage(Schema.Integrations, null, 1), cancellationToken)).Count == 0;

    public async ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
    {
        var documents = await database.ReadAsync(ownerId, session => session.ReadOwned(ownerId), cancellationToken);
        return [.. Map(documents).OrderBy(integration => integration.CreatedAt).ThenBy(integration => integration.Id)];
    }

    public async ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
    {
        var document = await database.ReadAsync(ownerId, session => session.ReadById(id), cancellationToken);
        return document is not null && LiteDbSession.IsOwnedBy(document, ownerId) ? Map([document]).FirstOrDefault() : null;
    }

    public Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        => database.WriteAsync(integration.OwnerId, session => IntegrationChanges.Add(session, integration, limit), cancellationToken);

    public Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => database.WriteAsync(integration.OwnerId, session => IntegrationChanges.Update(session, integration), cancellationToken);

    public Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => database.WriteAsync(ownerId, session => IntegrationChanges.Remove(session, ownerId, id), cancellationToken);

    public async ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken)
        => await database.ReadAsync(ownerId, session => OwnerDocument.Exists(session, ownerId), cancellationToken);

    public Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
        => database.WriteAsync(ownerId, session => IntegrationChanges.Adopt(session, ownerId, integrations), cancellationToken);

    public async IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BsonValue? last = after is { } given ? new BsonValue(given) : null;
        while (await database.ReadAsync(null, session => session.ReadPage(Schema.Integrations, last, PageSize), cancellationToken) is { Count: > 0 } page)
        {
            foreach (var integration in Map(page))
            {
                yield return integration;
            }

            last = page[^1][Schema.Id];
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        database.ProbeFile();
        _ = await database.ReadAsync(null, session => session.ReadById(Schema.Meta, Schema.MetaVersion), cancellationToken);
    }

    public async Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken)
        => await database.ReadAsync(null, KeyDocument.ReadAll, cancellationToken);

    public Task<long> ReserveSealsAsync(string keyId, long seals, CancellationToken cancellationToken)
        => database.WriteAsync("", session => KeyDocument.Reserve(session, keyId, seals), cancellationToken);

    public Task ImportAsync(StoreContent content, CancellationToken cancellationToken)
        => database.WriteAsync("", session => MaintenanceChanges.Import(session, content), cancellationToken);

    public Task<int> ReplaceSealedAsync(IReadOnlyList<SealedChange> changes, CancellationToken cancellationToken)
        => database.WriteAsync("", session => changes.Count(change => MaintenanceChanges.ReplaceSealed(session, change)), cancellationToken);

    public Task ForgetKeysAsync(IReadOnlyList<string> keyIds, CancellationToken cancellationToken)
        => database.WriteAsync("", session => MaintenanceChanges.ForgetKeys(session, keyIds), cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private IEnumerable<ScmIntegration> Map(List<BsonDocument> documents) => IntegrationDocument.ReadAll(documents, quarantine);
}
