using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>A link between an owner and an account on an instance of a platform.</summary>
internal sealed record ScmIntegration
{
    public required Guid Id { get; init; }

    public required string OwnerId { get; init; }

    public required ScmType Type { get; init; }

    public required ScmInstance Instance { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public required string Uid { get; init; }

    public required string Username { get; init; }

    /// <summary>Empty when the platform has none; so are the next two.</summary>
    public string AvatarUrl { get; init; } = "";

    public string Email { get; init; } = "";

    public string ProfileUrl { get; init; } = "";

    /// <summary>
    /// Sealed below the protecting store, plain above it; null when the integration was adopted without a token.
    /// </summary>
    public Secret? AccessToken { get; init; }

    /// <summary>As <see cref="AccessToken"/>; only for integrations linked by OAuth whose platform gives one.</summary>
    public Secret? RefreshToken { get; init; }

    public IntegrationStatus Status { get; init; }

    /// <summary>When the platform was last asked about the token; null when never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When the token ends; null when it does not, or the platform does not tell.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null when the platform does not tell.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Raised by the store with each update, so that two writers cannot overwrite each other unseen.</summary>
    public long Revision { get; init; }
}
