namespace Misbehaving;

/// <summary>A type of the plugin: whoever keeps it keeps the plugin.</summary>
public sealed class OwnException(string message, Exception? inner = null) : Exception(message, inner);
