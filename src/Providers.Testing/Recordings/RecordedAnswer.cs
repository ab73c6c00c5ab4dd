namespace Providers.Testing.Recordings;

/// <summary>One request that the platform is known to get, and what it answers.</summary>
internal sealed record RecordedAnswer
{
    public required string Method { get; init; }

    /// <summary>Path and query below the API root, or an absolute address.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public string Body { get; init; } = "";

    public string? MediaType { get; init; }

    /// <summary>Whether a provider may do without this request.</summary>
    public bool Optional { get; init; }

    public bool IsJson => MediaType == MediaTypes.Json;

    public override string ToString() => $"{Method} {Path} → {Status}";
}
