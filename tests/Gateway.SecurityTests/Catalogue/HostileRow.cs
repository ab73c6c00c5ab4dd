using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>One hostile input, and what must hold when it comes in.</summary>
internal sealed record HostileRow(
    int Line,
    string Category,
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body,
    IReadOnlyList<string> Expected,
    string Note)
{
    /// <summary>Lines of the file are numbered; others are neighbours that were made of them.</summary>
    public string Name => Line > 0 ? $"{Line:000} {Category}: {Note}" : $"{Category}: {Note}";

    public bool IsProcedure => Method == "PROC";

    public bool IsUnit => Method == "UNIT";

    public bool IsRaw => Method == "RAW";

    public bool IsOutbound => Category.StartsWith("ssrf-", StringComparison.Ordinal) && !IsUnit;

    public bool AsksPlatform => Category == "scm-response";

    /// <summary>Where it has to hold.</summary>
    public IReadOnlyList<WorldKind> Worlds
        => Category == "ssrf-plain" ? [WorldKind.Default, WorldKind.Proxied]
        : IsOutbound || AsksPlatform ? [WorldKind.Default, WorldKind.Private, WorldKind.Proxied]
        : Mentions("{{JWT_") ? [WorldKind.Jwt]
        : Category == "auth-header" ? [WorldKind.Default, WorldKind.Jwt]
        : [WorldKind.Default];

    /// <summary>Whether any of the cells that are sent holds the text.</summary>
    public bool Mentions(string text)
        => Path.Contains(text, StringComparison.Ordinal)
        || Body.Contains(text, StringComparison.Ordinal)
        || Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal));

    public bool Promises(string check) => Expected.Contains(check);
}
