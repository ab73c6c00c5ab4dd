using System.Globalization;
using Gateway.Plugins;
using Gateway.ScmIntegrations;

namespace Gateway.Dashboard;

/// <summary>An integration as the page shows it: texts that need no more thinking, and no token.</summary>
public sealed record AccountView
{
    public required string Id { get; init; }

    public required string Username { get; init; }

    /// <summary>https only; null when there is none to show.</summary>
    public string? AvatarUrl { get; init; }

    public string? ProfileUrl { get; init; }

    public required string Platform { get; init; }

    public required string Address { get; init; }

    /// <summary>As in the API; names the colour.</summary>
    public required string Status { get; init; }

    public required string StatusText { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    public required string Age { get; init; }

    /// <summary>A date; null when the token does not end, or is refreshed in time.</summary>
    public string? TokenEnds { get; init; }

    /// <summary>Whether a plugin serves the platform now.</summary>
    public required bool IsServed { get; init; }

    internal static AccountView From(ScmIntegration integration, ProviderDescription? provider, DateTimeOffset now) => new()
    {
        Id = integration.Id.ToString("D"),
        Username = integration.Username,
        AvatarUrl = integration.AvatarUrl.StartsWith("https://", StringComparison.Ordinal) ? integration.AvatarUrl : null,
        ProfileUrl = integration.ProfileUrl.Length > 0 ? integration.ProfileUrl : null,
        Platform = provider?.DisplayName ?? integration.Type.Value,
        Address = integration.Instance.Url[(integration.Instance.Url.IndexOf("://", StringComparison.Ordinal) + 3)..],
        Status = integration.Status.ToWireName(),
        StatusText = integration.Status switch
        {
            IntegrationStatus.Active => "active",
            IntegrationStatus.Invalid => "token refused",
            _ => "not checked",
        },
        LinkedAt = integration.CreatedAt,
        Age = Dashboard.Age.Describe(now - integration.CreatedAt),
        TokenEnds = integration is { ExpiresAt: { } end, RefreshToken: null }
            ? end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null,
        IsServed = provider is not null,
    };
}
