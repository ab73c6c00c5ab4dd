using System.Text;

namespace Tests.Common;

/// <summary>An answer as it came over the wire; a chunked body is put together.</summary>
public sealed record RawAnswer(int Status, string StatusLine, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The values of all headers of that name, joined with commas; <see langword="null"/> when there is none.</summary>
    public string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);
        return values.Any() ? string.Join(", ", values) : null;
    }
}
