namespace Gateway.Storage;

/// <summary>Another process has the store.</summary>
internal sealed class StoreInUseException(string message, Exception? innerException = null) : StoreUnavailableException(message, innerException);
