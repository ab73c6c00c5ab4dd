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
    public string Name => $"{Line:000} {Category} {Method} {Note}";

    public bool IsProcedure => Method == "PROC";

    public bool IsUnit => Method == "UNIT";

    public bool IsRaw => Method == "RAW";

    public bool IsOutbound => Category.StartsWith("ssrf-", StringComparison.Ordinal) && !IsUnit && !IsProcedure;

    /// <summary>Whether any of the cells that are sent holds the text.</summary>
    public bool Mentions(string text)
        => Path.Contains(text, StringComparison.Ordinal)
        || Body.Contains(text, StringComparison.Ordinal)
        || Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal));

    public bool Promises(string check) => Expected.Any(each => each == check || each.StartsWith(check + "=", StringComparison.Ordinal));
}
