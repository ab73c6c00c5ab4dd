using Gateway.ScmIntegrations;
using Gateway.Storage;

namespace Gateway.Tests.Operations;

/// <summary>A store that holds nothing, and can be told to be away.</summary>
internal class FakeStore : IScmIntegrationStore
{
    public bool IsAway { get; set; }

    public virtual ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
        => Answer(() => ValueTask.FromResult<IReadOnlyList<ScmIntegration>>([]));

    public virtual ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        => Answer(() => ValueTask.FromResult<ScmIntegration?>(null));

    public virtual Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        => Answer(() => Task.FromResult(AddOutcome.Added));

    public virtual Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => Answer(() => Task.FromResult(UpdateOutcome.NotFound));

    public virtual Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken) => Answer(() => Task.FromResult(false));

    public virtual ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken) => Answer(() => ValueTask.FromResult(true));

    public virtual Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
        => Answer(() => Task.CompletedTask);

    public virtual IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken)
        => Answer(AsyncEnumerable.Empty<ScmIntegration>);

    public virtual Task ProbeAsync(CancellationToken cancellationToken) => Answer(() => Task.CompletedTask);

    private T Answer<T>(Func<T> answer) => IsAway ? throw new StoreUnavailableException("The store was told to be away.") : answer();
}
