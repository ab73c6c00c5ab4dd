using System.Text.Json.Serialization;
using Providers.Common;

namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubUserAnswer
{
    [JsonConverter(typeof(DigitsConverter))]
    public required string Id { get; init; }

    public required string Login { get; init; }

    public string? AvatarUrl { get; init; }

    public string? HtmlUrl { get; init; }

    public string? Email { get; init; }
}
