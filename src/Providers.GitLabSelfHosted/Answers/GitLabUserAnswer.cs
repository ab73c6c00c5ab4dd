using System.Text.Json.Serialization;
using Providers.Common;

namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabUserAnswer
{
    [JsonConverter(typeof(DigitsConverter))]
    public required string Id { get; init; }

    public required string Username { get; init; }

    public string? AvatarUrl { get; init; }

    public string? WebUrl { get; init; }

    public string? Email { get; init; }

    /// <summary>Null where the version does not tell yet.</summary>
    public bool? Bot { get; init; }
}
