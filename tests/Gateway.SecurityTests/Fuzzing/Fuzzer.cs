using System.Text;
using Gateway.SecurityTests.Catalogue;

namespace Gateway.SecurityTests.Fuzzing;

/// <summary>
/// Makes inputs of good and hostile ones: pieces cut, doubled, joined and changed, again and again, so that what one mutation makes interesting
/// the next one starts from. The same seed makes the same inputs.
/// </summary>
internal sealed class Fuzzer(int seed, IReadOnlyList<string> corpus)
{
    private const int MaxLength = 4096;

    private static readonly string[] Spices =
    [
        "%00", "%2f", "%2e", "%", "%zz", "%25", "\\", "//", "/../", "/./", ";", "?", "#", "@", ":", "[", "]", "::1", "127.0.0.1", "0x7f", "\0", "\r\n", "\t", " ",
        "\"", "\\u0000", "\\ud800", "{", "}", "[[[[", "null", "1e999", "-0", "\uff0f", "\u202e", "\u00ad", "\ud800", "\udc00", "\u0130", "a\u0308", "xn--", "Bearer ", ",", "+", "=",
    ];

    private readonly Random _random = new(seed);
    private readonly List<string> _pool = [.. corpus];

    /// <summary>The texts of the catalogue that stand for a target, and some that are well meant.</summary>
    public static IReadOnlyList<string> Corpus(Func<HostileRow, string?> choose, params string[] more)
        => [.. HostileCatalogue.Read().Select(choose).OfType<string>().Where(text => text.Length <= MaxLength).Distinct(), .. more];

    public string Next()
    {
        var text = new StringBuilder(Pick());
        for (var i = _random.Next(1, 6); i > 0; i--)
        {
            Change(text);
        }

        var made = text.Length > MaxLength ? text.ToString(0, MaxLength) : text.ToString();

        // Some of what was made is the stock of what comes next.
        if (_random.Next(20) == 0)
        {
            _pool[_random.Next(_pool.Count)] = made;
        }

        return made;
    }

    private void Change(StringBuilder text)
    {
        var at = _random.Next(text.Length + 1);
        switch (_random.Next(7))
        {
            case 0:
                text.Insert(at, Spices[_random.Next(Spices.Length)]);
                break;
            case 1 when text.Length > 0:
                var from = Math.Min(at, text.Length - 1);
                text.Remove(from, _random.Next(1, Math.Min(8, text.Length - from) + 1));
                break;
            case 2 when at < text.Length:
                text[at] = (char)_random.Next(0x250);
                break;
            case 3 when at < text.Length:
                text[at] = (char)(text[at] ^ (1 << _random.Next(7)));
                break;
            case 4:
                var other = Pick();
                text.Insert(at, other.AsSpan(_random.Next(other.Length + 1)));
                break;
            case 5 when text.Length > 0:
                var piece = text.ToString(Math.Min(at, text.Length - 1), Math.Min(16, text.Length - Math.Min(at, text.Length - 1)));
                text.Insert(at, string.Concat(Enumerable.Repeat(piece, _random.Next(1, 20))));
                break;
            default:
                text.Append((char)_random.Next(0x10000));
                break;
        }
    }

    private string Pick() => _random.Next(10) == 0 ? corpus[_random.Next(corpus.Count)] : _pool[_random.Next(_pool.Count)];
}
