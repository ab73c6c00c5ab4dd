using System.Text;
using System.Text.Json;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>A request byte for byte.</summary>
internal sealed record RequestText(byte[] Bytes, bool IsHead)
{
    private const string HexMark = "@hex:";
    private const string RawMark = "@raw:";

    public static RequestText Of(HostileRow row, Placeholders placeholders)
    {
        if (row.Body.StartsWith(RawMark, StringComparison.Ordinal))
        {
            var text = placeholders.Expand(JsonSerializer.Deserialize<string>(row.Body[RawMark.Length..])!);
            return new RequestText(Encoding.Latin1.GetBytes(text), IsHead: false);
        }

        var generated = new Generated(placeholders);
        var body = BodyOf(row.Body, placeholders, generated);
        var head = new StringBuilder().Append(row.Method).Append(' ').Append(generated.ExpandText(row.Path)).Append(" HTTP/1.1\r\n");
        head.Append("Host: ").Append(placeholders.Expand("{{HOST}}")).Append("\r\n");
        foreach (var (name, value) in row.Headers)
        {
            head.Append(name).Append(": ").Append(generated.ExpandText(value)).Append("\r\n");
        }

        if (!row.Headers.Any(header => header.Key.Equals("Connection", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append("Connection: close\r\n");
        }

        head.Append(Framing(row, body)).Append("\r\n");
        return new RequestText(
            [.. Encoding.Latin1.GetBytes(head.ToString()), .. Generated.IsChunked(row.Body) ? Chunk(body!) : body ?? []],
            row.Method == "HEAD");
    }

    private static string Framing(HostileRow row, byte[]? body)
        => Generated.IsChunked(row.Body) ? "Transfer-Encoding: chunked\r\n"
        : body is not null ? $"Content-Length: {body.Length}\r\n"
        : row.Method is "POST" or "PUT" or "PATCH" ? "Content-Length: 0\r\n"
        : "";

    private static byte[]? BodyOf(string cell, Placeholders placeholders, Generated generated)
        => cell.Length == 0 ? null
        : cell.StartsWith(HexMark, StringComparison.Ordinal) ? Convert.FromHexString(cell.AsSpan(HexMark.Length))
        : generated.ExpandBody(cell) is { } text ? Encoding.UTF8.GetBytes(text)
        : Encoding.UTF8.GetBytes(placeholders.Expand(TextOf(cell)));

    // A body may hold half of a surrogate pair as an escape of its own, which is the body's text then.
    private static string TextOf(string cell) => JsonSerializer.Deserialize<string>(cell)!;

    private static byte[] Chunk(byte[] body)
    {
        const int Size = 16 * 1024;
        using var chunks = new MemoryStream();
        for (var at = 0; at < body.Length; at += Size)
        {
            var part = body.AsSpan(at, Math.Min(Size, body.Length - at));
            chunks.Write(Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"));
            chunks.Write(part);
            chunks.Write("\r\n"u8);
        }

        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }
}
