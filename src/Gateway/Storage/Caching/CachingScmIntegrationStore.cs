using Gateway.ScmIntegrations;

namespace Gateway.Storage.Caching;

/// <summary>
/// Answers from memory what was read before and not changed since, without waiting. Below the protecting store, so that tokens stay sealed
/// in memory.
/// </summary>
internal sealed class CachingScmIntegrationStore(IScmIntegrationStore inner, OwnerCache cache, StoreMetrics metrics) : IScmIntegrationStore
{
    public ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
    {
        if (Recall(ownerId) is { } integrations)
        {
            metrics.Hit();
            return ValueTask.FromResult(integrations);
        }

        metrics.Missed();
        return ReadAsync(ownerId, cancellationToken);
    }

    public ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
    {
        if (Recall(ownerId) is { } integrations)
        {
            metrics.Hit();
            return ValueTask.FromResult(Find(integrations, id));
        }

        metrics.Missed();
        return ReadOneAsync(ownerId, id, cancellationToken);
    }

    public Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        => ChangeAsync(integration.OwnerId, () => inner.AddAsync(integration, limit, cancellationToken));

    public Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => ChangeAsync(integration.OwnerId, () => inner.UpdateAsync(integration, cancellationToken));

    public Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => ChangeAsync(ownerId, () => inner.RemoveAsync(ownerId, id, cancellationToken));

    public ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken)
        => cache.Find(ownerId) is { HasAdopted: true } ? ValueTask.FromResult(true) : AskHasAdoptedAsync(ownerId, cancellationToken);

    public async Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
    {
        var entry = cache.BeginChange(ownerId);
        try
        {
            await inner.AdoptAsync(ownerId, integrations, cancellationToken);
            entry.HasAdopted = true;
        }
        finally
        {
            cache.EndChange(entry);
        }
    }

    public IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken) => inner.ReadAllAsync(after, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    private IReadOnlyList<ScmIntegration>? Recall(string ownerId) => cache.IsSuspended ? null : cache.Find(ownerId)?.Integrations;

    private async ValueTask<IReadOnlyList<ScmIntegration>> ReadAsync(string ownerId, CancellationToken cancellationToken)
    {
        if (cache.IsSuspended)
        {
            return await inner.ListAsync(ownerId, cancellationToken);
        }

        var entry = cache.Get(ownerId);
        var version = entry.BeginRead();
        var integrations = await inner.ListAsync(ownerId, cancellationToken);
        entry.EndRead(version, integrations);
        return integrations;
    }

    private async ValueTask<ScmIntegration?> ReadOneAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => Find(await ReadAsync(ownerId, cancellationToken), id);

    private async ValueTask<bool> AskHasAdoptedAsync(string ownerId, CancellationToken cancellationToken)
    {
        var hasAdopted = await inner.HasAdoptedAsync(ownerId, cancellationToken);
        if (hasAdopted)
        {
            cache.Get(ownerId).HasAdopted = true;
        }

        return hasAdopted;
    }

    private async Task<T> ChangeAsync<T>(string ownerId, Func<Task<T>> change)
    {
        var entry = cache.BeginChange(ownerId);
        try
        {
            return await change();
        }
        finally
        {
            cache.EndChange(entry);
        }
    }

    private static ScmIntegration? Find(IReadOnlyList<ScmIntegration> integrations, Guid id)
    {
        for (var i = 0; i < integrations.Count; i++)
        {
            if (integrations[i].Id == id)
            {
                return integrations[i];
            }
        }

        return null;
    }
}
