using System.Globalization;
using System.Text;

namespace Gateway.Proxy;

/// <summary>Decodes escapes as a careless server does: <c>%uXXXX</c> and over-long UTF-8 included, broken ones left standing.</summary>
internal static class PathEscapes
{
    private const int Unreadable = 0xfffd;

    /// <summary>Once; the same text when there is nothing to decode.</summary>
    public static string Decode(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal) && !path.Contains('\uff05', StringComparison.Ordinal))
        {
            return path;
        }

        path = path.Replace('\uff05', '%');
        var decoded = new StringBuilder(path.Length);
        var index = 0;
        while (index < path.Length)
        {
            var bytes = ReadBytes(path, ref index);
            if (bytes.Count > 0)
            {
                AppendLeniently(decoded, bytes);
            }
            else if (path[index] == '%' && index + 5 < path.Length && path[index + 1] is 'u' or 'U'
                && ushort.TryParse(path.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                decoded.Append((char)unit);
                index += 6;
            }
            else
            {
                decoded.Append(path[index++]);
            }
        }

        return decoded.ToString();
    }

    private static List<byte> ReadBytes(string path, ref int index)
    {
        var bytes = new List<byte>();
        while (index + 2 < path.Length && path[index] == '%'
            && byte.TryParse(path.AsSpan(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            bytes.Add(value);
            index += 3;
        }

        return bytes;
    }

    private static void AppendLeniently(StringBuilder decoded, List<byte> bytes)
    {
        for (var index = 0; index < bytes.Count; index++)
        {
            int lead = bytes[index];
            var (value, more) = lead switch
            {
                < 0x80 => (lead, 0),
                >= 0xc0 and < 0xe0 => (lead & 0x1f, 1),
                >= 0xe0 and < 0xf0 => (lead & 0x0f, 2),
                >= 0xf0 and < 0xf8 => (lead & 0x07, 3),
                _ => (Unreadable, 0),
            };
            while (more > 0 && index + 1 < bytes.Count && (bytes[index + 1] & 0xc0) == 0x80)
            {
                value = (value << 6) | (bytes[++index] & 0x3f);
                more--;
            }

            decoded.Append(more == 0 && Rune.TryCreate(value, out var rune) ? rune.ToString() : "\ufffd");
        }
    }
}
