using Gateway.ScmIntegrations;
using Providers.Abstractions;

namespace Gateway.Storage.Maintenance;

/// <summary>An integration as a backup file has it; tokens are sealed.</summary>
internal sealed record BackupIntegration
{
    public required Guid Id { get; init; }

    public required string OwnerId { get; init; }

    public required string Type { get; init; }

    public required string Url { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Uid { get; init; }

    public required string Username { get; init; }

    public required string AvatarUrl { get; init; }

    public required string Email { get; init; }

    public required string ProfileUrl { get; init; }

    public string? AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public required IntegrationStatus Status { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public required long Revision { get; init; }

    public static BackupIntegration From(ScmIntegration integration) => new()
    {
        Id = integration.Id,
        OwnerId = integration.OwnerId,
        Type = integration.Type.Value,
        Url = integration.Instance.Url,
        CreatedAt = integration.CreatedAt,
        Uid = integration.Uid,
        Username = integration.Username,
        AvatarUrl = integration.AvatarUrl,
        Email = integration.Email,
        ProfileUrl = integration.ProfileUrl,
        AccessToken = integration.AccessToken?.Reveal(),
        RefreshToken = integration.RefreshToken?.Reveal(),
        Status = integration.Status,
        CheckedAt = integration.CheckedAt,
        ExpiresAt = integration.ExpiresAt,
        Scopes = integration.Scopes,
        Revision = integration.Revision,
    };

    public ScmIntegration ToIntegration() => new()
    {
        Id = Id,
        OwnerId = OwnerId,
        Type = ScmType.Parse(Type),
        Instance = ScmInstance.Parse(Url),
        CreatedAt = CreatedAt,
        Uid = Uid,
        Username = Username,
        AvatarUrl = AvatarUrl,
        Email = Email,
        ProfileUrl = ProfileUrl,
        AccessToken = AccessToken is null ? null : new Secret(AccessToken),
        RefreshToken = RefreshToken is null ? null : new Secret(RefreshToken),
        Status = Status,
        CheckedAt = CheckedAt,
        ExpiresAt = ExpiresAt,
        Scopes = Scopes,
        Revision = Revision,
    };
}
