using Gateway.Identity;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

internal static class ScmIntegrationExtensions
{
    private const int MaxTextLength = 2048;

    /// <summary>A new integration of an account, without a token yet.</summary>
    public static ScmIntegration ToIntegration(
        this ScmAccount account, CurrentOwner owner, ScmType type, ScmInstance instance, DateTimeOffset now) => new ScmIntegration
        {
            Id = Guid.NewGuid(),
            OwnerId = owner.Id,
            Type = type,
            Instance = instance,
            CreatedAt = now.TruncateToMilliseconds(),
            Uid = account.Uid,
            Username = account.Username,
        }.Refresh(account, now);

    /// <summary>Whether it is that account's; one that was adopted without an account is anybody's until the platform says whose.</summary>
    public static bool IsOf(this ScmIntegration integration, ScmAccount account) => integration.Uid.Length == 0 || integration.Uid == account.Uid;

    /// <summary>The integration with the profile and the state of the token as the platform has just told them.</summary>
    public static ScmIntegration Refresh(this ScmIntegration integration, ScmAccount account, DateTimeOffset now) => integration with
    {
        Uid = account.Uid,
        Username = account.Username,
        AvatarUrl = Http(account.AvatarUrl),
        Email = Bounded(account.Email),
        ProfileUrl = Http(account.ProfileUrl),
        Status = IntegrationStatus.Active,
        CheckedAt = now.TruncateToMilliseconds(),
        // Where the host refreshes the token, the token endpoint has told when it ends; the platform's API often does not.
        ExpiresAt = account.ExpiresAt ?? (integration.RefreshToken is null ? null : integration.ExpiresAt),
        Scopes = account.Scopes,
    };

    /// <summary>The integration after the platform has just refused its token.</summary>
    public static ScmIntegration Invalidate(this ScmIntegration integration, DateTimeOffset now)
        => integration with { Status = IntegrationStatus.Invalid, CheckedAt = now.TruncateToMilliseconds() };

    /// <summary>Whether it is the token that the platform refuses; an outage or a rate limit says nothing about it.</summary>
    public static bool IsTokensFault(this ScmFailure failure) => failure.Reason is ScmFailureReason.TokenRejected or ScmFailureReason.ScopeMissing;

    public static DateTimeOffset TruncateToMilliseconds(this DateTimeOffset time)
        => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    // A page shows these as links; a provider should have left anything else out.
    private static string Http(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? Bounded(address)
            : "";

    private static string Bounded(string? text) => text is { Length: <= MaxTextLength } ? text : "";
}
