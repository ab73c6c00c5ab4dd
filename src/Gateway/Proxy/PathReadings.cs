using System.Globalization;
using System.Text;

namespace Gateway.Proxy;

/// <summary>
/// Reads a path as the most forgiving servers do, all at once: decoding again and again, folding case, backslashes and look-alikes,
/// dropping parameters and endings, resolving dots. Says "yes" too often rather than too seldom: the price is a 404.
/// </summary>
internal static class PathReadings
{
    // Nobody escapes a path this often by accident.
    private const int MaxRounds = 8;

    private const string Version = "v1";
    private const string Name = "scm_integrations";

    public static bool LeadToPrefix(string path)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (Leads(Fold(path)))
            {
                return true;
            }

            var decoded = PathEscapes.Decode(path);
            if (decoded == path)
            {
                return false;
            }

            path = decoded;
        }

        return true;
    }

    // Plain ".." is gone by now, the server has resolved it. One that is still hidden can be made to remove whatever stands between,
    // depending on who reads it; so together with the name it is enough.
    private static bool Leads(string path)
    {
        var depth = 0;
        var startsWithVersion = false;
        var hasParent = false;
        var hasName = false;
        foreach (var part in path.Split('/'))
        {
            switch (Cut(part))
            {
                case "" or ".":
                    break;
                case "..":
                    hasParent = true;
                    depth = Math.Max(0, depth - 1);
                    break;
                case var segment:
                    depth++;
                    startsWithVersion = depth == 1 ? IsVersion(segment) : startsWithVersion;
                    if (IsName(segment))
                    {
                        hasName = true;
                        if (depth == 2 && startsWithVersion)
                        {
                            return true;
                        }
                    }

                    break;
            }
        }

        return hasParent && hasName;
    }

    // Without parameters, a query or fragment that appears after decoding, and all behind a control character.
    private static string Cut(string segment)
    {
        for (var index = 0; index < segment.Length; index++)
        {
            if (segment[index] is ';' or '?' or '#' || char.IsControl(segment[index]))
            {
                return segment[..index].Trim(' ', '+');
            }
        }

        return segment.Trim(' ', '+');
    }

    private static bool IsVersion(string segment) => Resembles(segment, Version, static rest => rest.Trim('.', ' ', '+').Length == 0);

    // With any ending: ".json" asks the same resource for a format.
    private static bool IsName(string segment) => Resembles(segment, Name, static rest => rest.Length == 0 || rest[0] is '.' or ' ' or '+');

    // A character outside ASCII may be normalised to any other, so it counts as each; some become up to three. A bit of what is matched says
    // that so many letters of the name can be read until here.
    private static bool Resembles(string segment, string name, Func<string, bool> mayFollow)
    {
        var whole = 1u << name.Length;
        var matched = 1u;
        var index = 0;
        foreach (var rune in segment.EnumerateRunes())
        {
            if ((matched & whole) != 0 && mayFollow(segment[index..]))
            {
                return true;
            }

            matched = Advance(matched, rune, name) & (whole | (whole - 1));
            index += rune.Utf16SequenceLength;
        }

        return (matched & whole) != 0 && mayFollow("");
    }

    private static uint Advance(uint matched, Rune rune, string name)
    {
        if (!rune.IsAscii)
        {
            return (matched << 1) | (StandsForSeveral(rune) ? (matched << 2) | (matched << 3) : 0);
        }

        var advanced = 0u;
        for (var letters = 0; letters < name.Length; letters++)
        {
            if ((matched & (1u << letters)) != 0 && char.ToLowerInvariant((char)rune.Value) == name[letters])
            {
                advanced |= 1u << (letters + 1);
            }
        }

        return advanced;
    }

    // Digraphs, letter-like forms, numerals, squared and enclosed words, ligatures.
    private static bool StandsForSeveral(Rune rune) => rune.Value
        is (>= 0x0132 and <= 0x0133) or (>= 0x01c4 and <= 0x01cc) or (>= 0x2100 and <= 0x218f) or (>= 0x3200 and <= 0x33ff)
        or (>= 0xfb00 and <= 0xfb06) or (>= 0x1f100 and <= 0x1f1ff);

    private static string Fold(string path)
    {
        var folded = new StringBuilder(path.Length);
        foreach (var c in path)
        {
            if (char.IsAscii(c))
            {
                folded.Append(c == '\\' ? '/' : c);
            }
            else if (c is '\u2025' or '\ufe30')
            {
                folded.Append("..");
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
            {
                folded.Append(FoldLookAlike(c));
            }
        }

        return folded.ToString();
    }

    private static char FoldLookAlike(char c) => c switch
    {
        '\u2044' or '\u2215' or '\u29f8' or '\u29f5' or '\u2216' or '\ufe68' or '\uff0f' or '\uff3c' => '/',
        '\u2024' or '\ufe52' or '\u3002' or '\uff61' => '.',
        '\ufe54' or '\ufe14' or '\u037e' => ';',
        '\ufe56' or '\ufe16' or '\u2047' or '\u2048' => '?',
        '\ufe5f' => '#',
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        _ when char.IsWhiteSpace(c) => ' ',
        _ => c,
    };
}
