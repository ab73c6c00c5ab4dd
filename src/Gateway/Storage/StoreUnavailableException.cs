namespace Gateway.Storage;

/// <summary>The store cannot answer now; nothing was changed. Answered with 503.</summary>
internal class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
