using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations.Logging;

/// <summary>For people at a terminal: time, level, message, and behind it where it came from.</summary>
internal sealed class TextLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gateway-text";

    private const string Grey = "\e[90m";
    private const string Reset = "\e[0m";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetLocalNow().ToString("HH:mm:ss ", System.Globalization.CultureInfo.InvariantCulture));
        textWriter.Write(ColorOf(logEntry.LogLevel));
        textWriter.Write(LogText.NameOf(logEntry.LogLevel).PadRight(8));
        textWriter.Write(Reset);
        textWriter.Write(' ');
        textWriter.Write(LogText.Escape(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        textWriter.Write($" {Grey}{LogText.Escape(logEntry.Category)}");
        scopeProvider?.ForEachScope(
            static (scope, writer) =>
            {
                if (scope is RequestLogScope request)
                {
                    writer.Write($" {LogText.Escape(request.ToString())}");
                }
            },
            textWriter);
        textWriter.WriteLine(Reset);
        if (logEntry.Exception is { } exception)
        {
            foreach (var line in LogText.EscapeLines(exception.ToString()))
            {
                textWriter.WriteLine($"         {line}");
            }
        }
    }

    private static string ColorOf(LogLevel level) => level switch
    {
        LogLevel.Warning => "\e[33m",
        LogLevel.Error or LogLevel.Critical => "\e[31m",
        LogLevel.Information => "\e[32m",
        _ => Grey,
    };
}
