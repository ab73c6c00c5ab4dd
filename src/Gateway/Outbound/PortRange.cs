using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Outbound;

/// <summary>Ports from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct PortRange(int First, int Last)
{
    public bool Contains(int port) => First <= port && port <= Last;

    /// <summary>Reads <c>443</c> or <c>8000-8099</c>, and lists of these with commas between.</summary>
    public static bool TryParseList(ReadOnlySpan<char> text, [NotNullWhen(true)] out IReadOnlyList<PortRange>? ranges)
    {
        var found = new List<PortRange>();
        foreach (var part in text.Split(','))
        {
            if (!TryParse(text[part], out var range))
            {
                ranges = null;
                return false;
            }

            found.Add(range);
        }

        ranges = found;
        return true;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out PortRange range)
    {
        var dash = text.IndexOf('-');
        var parsed = dash < 0
            ? TryParsePort(text, out var first) & TryParsePort(text, out var last)
            : TryParsePort(text[..dash], out first) & TryParsePort(text[(dash + 1)..], out last);
        range = new PortRange(first, last);
        return parsed && first <= last;
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;
}
