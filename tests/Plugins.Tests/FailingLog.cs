using Microsoft.Extensions.Logging;

namespace Plugins.Tests;

/// <summary>A place for logs that cannot take the first line with these words.</summary>
internal sealed class FailingLog(string words) : ILoggerProvider, ILogger
{
    private int _failures;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Contains(words, StringComparison.Ordinal) && Interlocked.Increment(ref _failures) == 1)
        {
            throw new IOException("The disk is full.");
        }
    }

    public void Dispose()
    {
    }
}
