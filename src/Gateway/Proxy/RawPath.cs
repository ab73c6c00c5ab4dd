using System.Text;
using System.Text.Unicode;

namespace Gateway.Proxy;

/// <summary>The path of a request as it came over the wire.</summary>
internal sealed class RawPath
{
    private static readonly string[] Separators = ["/", "%2f", "%2F", "\\", "%5c", "%5C"];

    public RawPath(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        Text = query < 0 ? target : target[..query];
        HasEscapedSlash = Text.Contains("%2f", StringComparison.OrdinalIgnoreCase);
        IsWellFormed = Text.StartsWith('/')
            && !Text.Contains('#', StringComparison.Ordinal)
            && HasPlainEscapes(Text)
            && !(HasEscapedSlash && HasDotSegment(Text));
    }

    /// <summary>Without the query.</summary>
    public string Text { get; }

    /// <summary>Whether there is a slash that separates nothing, as in a name given by a user; the server leaves it escaped.</summary>
    public bool HasEscapedSlash { get; }

    /// <summary>
    /// False for absolute addresses and other forms that are not for us, and for what can be read in two ways: broken escapes, escapes
    /// that are no UTF-8, control characters, and dot segments that may or may not stand behind a separator.
    /// </summary>
    public bool IsWellFormed { get; }

    private static bool HasPlainEscapes(string path)
    {
        var bytes = new byte[path.Length];
        var length = 0;
        for (var index = 0; index < path.Length; index++)
        {
            var c = path[index];
            if (c == '%')
            {
                if (index + 2 >= path.Length || !char.IsAsciiHexDigit(path[index + 1]) || !char.IsAsciiHexDigit(path[index + 2]))
                {
                    return false;
                }

                bytes[length++] = Convert.FromHexString(path.AsSpan(index + 1, 2))[0];
                index += 2;
            }
            else if (char.IsAscii(c))
            {
                bytes[length++] = (byte)c;
            }
            else
            {
                return false;
            }
        }

        var decoded = bytes.AsSpan(0, length);
        return Utf8.IsValid(decoded) && !Encoding.UTF8.GetString(decoded).Any(char.IsControl);
    }

    private static bool HasDotSegment(string path)
        => path.Split(Separators, StringSplitOptions.None)
            .Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");
}
