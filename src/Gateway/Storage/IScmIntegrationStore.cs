using Gateway.ScmIntegrations;

namespace Gateway.Storage;

/// <summary>
/// Keeps integrations. Every question includes the owner, so another owner's integration is simply not found. What is acknowledged
/// is durable. Throws <see cref="StoreUnavailableException"/> when it cannot answer now.
/// </summary>
internal interface IScmIntegrationStore
{
    /// <summary>The owner's integrations, oldest first.</summary>
    ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken);

    /// <summary>Null when it does not exist, or is not the owner's.</summary>
    ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken);

    /// <summary>Adds an integration unless the owner has the same platform account already, or <paramref name="limit"/> of them.</summary>
    Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces an integration, if its <see cref="ScmIntegration.Revision"/> is still the stored one, and raises that. It stays the same
    /// account of the same instance, but that one without an account is given one which the owner has not linked otherwise: another one counts as
    /// changed by somebody else.
    /// </summary>
    Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken);

    /// <summary>False when it does not exist, or is not the owner's.</summary>
    Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken);

    /// <summary>Whether <see cref="AdoptAsync"/> was done for the owner.</summary>
    ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken);

    /// <summary>
    /// Adds the owner's integrations from elsewhere under their own ids, leaving out those whose id or account is there already, and
    /// remembers that it was done; all in one step.
    /// </summary>
    Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken);

    /// <summary>Every owner's integrations, in the order of their ids, starting after <paramref name="after"/>.</summary>
    IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken);

    /// <summary>Reads something real, so that health can tell. Throws as the others do.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
