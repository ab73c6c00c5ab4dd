namespace Gateway.Storage.Maintenance;

/// <summary>What can be done with a store from outside, while no request is served from here.</summary>
internal interface IStoreMaintenance
{
    /// <summary>As an operator knows it.</summary>
    string Name { get; }

    /// <summary>A gateway may be running over the store meanwhile. Throws a <see cref="StoreUnavailableException"/> where there is no store.</summary>
    Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Keeps gateways away until disposed. Throws a <see cref="StoreInUseException"/> where one is running.</summary>
    Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Puts the contents in the place of what is there, wholly or, when it throws or is interrupted, not at all. Refuses with a
    /// <see cref="StoreUnavailableException"/> when a gateway is using the store, or when integrations are there and <paramref name="force"/> is not given.
    /// </summary>
    Task ReplaceAllAsync(IAsyncEnumerable<StoreContent> contents, bool force, CancellationToken cancellationToken);
}
