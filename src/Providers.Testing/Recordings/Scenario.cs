using System.Text.Json.Nodes;

namespace Providers.Testing.Recordings;

/// <summary>One conversation with the platform: what the provider is asked, what the platform answers, and what must come out.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    /// <summary>Why the platform has no such case; null when it has.</summary>
    public string? Absent { get; init; }

    /// <summary>Why there is only one answer where pages are asked for; null when there are several.</summary>
    public string? SinglePage { get; init; }

    public JsonObject Input { get; init; } = [];

    public IReadOnlyList<RecordedAnswer> Answers { get; init; } = [];

    public JsonNode? Expect { get; init; }

    /// <summary>The same scenario with its answers changed.</summary>
    public Scenario With(Func<RecordedAnswer, RecordedAnswer> change) => this with { Answers = [.. Answers.Select(change)] };
}
