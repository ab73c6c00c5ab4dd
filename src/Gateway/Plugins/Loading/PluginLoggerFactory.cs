
namespace Gateway.Plugins.Loading;

/// <summary>The host's loggers, without the host's means of changing or ending them.</summary>
internal sealed class PluginLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("Where the log goes is the gateway's to decide.");

    public void Dispose()
    {
        // The host's factory outlives every plugin.
    }
}
