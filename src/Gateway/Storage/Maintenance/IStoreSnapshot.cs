using Gateway.ScmIntegrations;

namespace Gateway.Storage.Maintenance;

/// <summary>All of a store as it was at one moment; tokens are sealed.</summary>
internal interface IStoreSnapshot : IAsyncDisposable
{
    /// <summary>In the order of their ids.</summary>
    IAsyncEnumerable<ScmIntegration> ReadIntegrationsAsync(CancellationToken cancellationToken);

    /// <summary>The owners whose integrations were adopted, each once.</summary>
    IAsyncEnumerable<string> ReadAdoptedOwnersAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken);
}
