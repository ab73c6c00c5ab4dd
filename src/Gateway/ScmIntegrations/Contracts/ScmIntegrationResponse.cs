using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Identity;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>An integration as the API shows it. No text is ever absent or null: the Go client loses the whole answer to one.</summary>
internal sealed record ScmIntegrationResponse
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public required string Id { get; init; }

    public required string ScmType { get; init; }

    /// <summary>Canonical, without a trailing slash.</summary>
    public required string Url { get; init; }

    /// <summary>In list and show; left out of the answers to create and replace.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    /// <summary>UTC with milliseconds and <c>Z</c>.</summary>
    public required string CreatedAt { get; init; }

    public required string Uid { get; init; }

    public required string Username { get; init; }

    public required string AvatarUrl { get; init; }

    public required string Email { get; init; }

    public required string ProfileUrl { get; init; }

    public required OwnerResponse Owner { get; init; }

    /// <summary>
    /// <c>active</c>, <c>invalid</c> or <c>unknown</c>: what the platform said of the token when it was last asked. <c>active</c> turns
    /// <c>unknown</c> while no plugin serves the type.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>When the platform was last asked; null when never.</summary>
    public string? CheckedAt { get; init; }

    /// <summary>When the token ends; null when it does not, or the platform does not tell.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>The token's scopes; null when the platform does not tell.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The one mapping, and the one place that decides whether the token is shown.</summary>
    public static ScmIntegrationResponse From(ScmIntegration integration, CurrentOwner owner, bool withToken) => new()
    {
        Id = integration.Id.ToString("D"),
        ScmType = integration.Type.Value,
        Url = integration.Instance.Url,
        AccessToken = withToken ? integration.AccessToken?.Reveal() ?? "" : null,
        CreatedAt = Format(integration.CreatedAt),
        Uid = integration.Uid,
        Username = integration.Username,
        AvatarUrl = integration.AvatarUrl,
        Email = integration.Email,
        ProfileUrl = integration.ProfileUrl,
        Owner = new OwnerResponse(owner.Id, owner.Email, owner.Username),
        Status = integration.Status.ToWireName(),
        CheckedAt = integration.CheckedAt is { } checkedAt ? Format(checkedAt) : null,
        ExpiresAt = integration.ExpiresAt is { } expiresAt ? Format(expiresAt) : null,
        Scopes = integration.Scopes,
    };

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
