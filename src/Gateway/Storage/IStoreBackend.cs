using Gateway.Storage.Maintenance;

namespace Gateway.Storage;

/// <summary>A store with a database beneath it: what <c>Gateway:Storage:Kind</c> chooses. Tokens are sealed here.</summary>
internal interface IStoreBackend : IScmIntegrationStore, IKeyLedger, IAsyncDisposable
{
    /// <summary>Opens the database, or throws a <see cref="StoreUnavailableException"/> whose message is for the operator.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);

    /// <summary>Puts integrations, markers and keys there as they are, over those of the same ids.</summary>
    Task ImportAsync(StoreContent content, CancellationToken cancellationToken);

    /// <summary>Replaces sealed texts that are still the ones given; everything else stays, the revision too. Gives how many were replaced.</summary>
    Task<int> ReplaceSealedAsync(IReadOnlyList<SealedChange> changes, CancellationToken cancellationToken);

    /// <summary>Nothing is sealed with these keys any more.</summary>
    Task ForgetKeysAsync(IReadOnlyList<string> keyIds, CancellationToken cancellationToken);
}
