using System.Buffers;

namespace Providers.Common;

/// <summary>Lists of scopes as platforms write them (RFC 6749, section 3.3), and what a scope brings with it.</summary>
internal static class ScopeNames
{
    private const int Most = 100;
    private const int Longest = 100;

    private static readonly char[] Separators = [' ', ','];

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:/");

    public static IReadOnlyList<string> Parse(string text)
        => Clean(text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static IReadOnlyList<string> Clean(IEnumerable<string> names)
        => [.. names
            .Where(name => name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Characters))
            .Distinct(StringComparer.Ordinal)
            .Take(Most)];

    /// <summary>The scopes and all that they imply, each once, the granted ones first.</summary>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> granted, IReadOnlyDictionary<string, string[]> implied)
    {
        var all = new List<string>(granted);
        for (var next = 0; next < all.Count; next++)
        {
            all.AddRange(implied.GetValueOrDefault(all[next], []).Where(scope => !all.Contains(scope, StringComparer.Ordinal)));
        }

        return all;
    }
}
