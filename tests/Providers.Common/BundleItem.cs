using System.Text.Json.Nodes;

namespace Providers.Common.Tests;

/// <summary>One recorded answer.</summary>
public sealed record BundleItem
{
    public required string Id { get; init; }

    /// <summary>The vendor's page.</summary>
    public required Uri Source { get; init; }

    /// <summary>Below the API's root, with its query.</summary>
    public required string Path { get; init; }

    public int Status { get; init; } = 200;

    public Dictionary<string, string> Headers { get; init; } = [];

    public required JsonNode Body { get; init; }
}
