using System.Text.RegularExpressions;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>What stands between double braces, and what is sent in its place.</summary>
internal sealed partial class Placeholders(IReadOnlyDictionary<string, string> values, Func<string, string> findPlatform)
{
    private const string Platform = "SCM:";

    public string Expand(string text) => Pattern().Replace(text, match => Find(match.Groups[1].Value));

    private string Find(string name)
        => name.StartsWith(Platform, StringComparison.Ordinal)
            ? findPlatform(name[Platform.Length..])
            : values.TryGetValue(name, out var value) ? value : throw new FormatException($"Nobody knows the placeholder «{name}».");

    [GeneratedRegex(@"\{\{([^{}]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
