namespace Gateway.Storage;

/// <summary>A store with a database beneath it: what <c>Gateway:Storage:Kind</c> chooses. Tokens are sealed here.</summary>
internal interface IStoreBackend : IScmIntegrationStore, IKeyLedger, IAsyncDisposable
{
    /// <summary>Opens the database, or throws a <see cref="StoreUnavailableException"/> whose message is for the operator.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    Task<bool> IsEmptyAsync(CancellationToken cancellationToken);
}
