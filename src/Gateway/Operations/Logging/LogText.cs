using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gateway.Operations.Logging;

/// <summary>Makes text from outside harmless in a log: a line stays a line, and nothing drives the terminal that shows it.</summary>
internal static class LogText
{
    // C0, DEL, C1, and the separators and direction marks that make text look like other text.
    private static readonly SearchValues<char> Harmful = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Concat([0x061c, 0x200e, 0x200f])
            .Concat(Enumerable.Range(0x2028, 7)).Concat(Enumerable.Range(0x2066, 4)).Select(code => (char)code)]);

    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Harmful) < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (Harmful.Contains(c))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                escaped.Append(c);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Each line by itself, for what has lines of its own: a stack trace.</summary>
    public static IEnumerable<string> EscapeLines(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(Escape);

    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}
