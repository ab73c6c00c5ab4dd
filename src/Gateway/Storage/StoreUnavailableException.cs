namespace Gateway.Storage;

/// <summary>The store cannot answer now; nothing was changed. Answered with 503.</summary>
internal class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Whether nothing is wrong with it but that another gateway has it.</summary>
    public bool IsInUse { get; init; }
}
