namespace Gateway.Storage.LiteDb.Durability;

/// <summary>Where the store's files are.</summary>
internal interface IStoreFiles
{
    /// <summary>As the operator knows the data file.</summary>
    string Name { get; }

    /// <summary>Makes the place, and keeps other processes away from it until disposed.</summary>
    IDisposable Take();

    IStoreFile OpenData();

    IStoreFile OpenJournal();

    /// <summary>Keeps snapshots from being opened while the data file is changed; null when one is open, and the file has to stay as it is.</summary>
    IDisposable? TryHoldData();

    /// <summary>Returns when the names of the files are on the device.</summary>
    void FlushNames();
}
