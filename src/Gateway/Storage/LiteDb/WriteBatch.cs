namespace Gateway.Storage.LiteDb;

/// <summary>The changes that are made together. A reader who may have seen one of them waits until it is on the disk.</summary>
internal sealed class WriteBatch(IReadOnlyList<WriteOperation> operations)
{
    private readonly TaskCompletionSource<bool> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<WriteOperation> Operations => operations;

    /// <summary>True when they happened.</summary>
    public Task<bool> Settled => _settled.Task;

    /// <summary>Null means any owner.</summary>
    public bool Touches(string? ownerId)
        => ownerId is null || operations.Any(operation => string.Equals(operation.OwnerId, ownerId, StringComparison.Ordinal));

    public void Complete()
    {
        foreach (var operation in operations)
        {
            operation.Complete();
        }

        _settled.SetResult(true);
    }

    public void Fail(StoreUnavailableException exception)
    {
        foreach (var operation in operations)
        {
            operation.Fail(exception);
        }

        _settled.SetResult(false);
    }
}
