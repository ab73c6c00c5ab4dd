namespace Gateway.Storage.LiteDb;

/// <summary>A change that waits for the writer.</summary>
internal abstract class WriteOperation(string ownerId)
{
    public string OwnerId { get; } = ownerId;

    /// <summary>False when the caller no longer wants it; from then on it happens, whatever the caller does.</summary>
    public abstract bool TryStart();

    /// <summary>Inside a transaction; the outcome is kept until <see cref="Complete"/>.</summary>
    public abstract void Apply(LiteDbSession session);

    /// <summary>Tells the caller the outcome: it is on the disk.</summary>
    public abstract void Complete();

    public abstract void Fail(StoreUnavailableException exception);
}
