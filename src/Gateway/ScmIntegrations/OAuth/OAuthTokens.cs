using System.Globalization;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>What a token endpoint answered (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">The new token.</param>
/// <param name="RefreshToken">Null when the platform gives none.</param>
/// <param name="ExpiresAt">Null when the token does not end, or the platform does not tell.</param>
internal sealed record OAuthTokens(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt)
{
    /// <summary>From the seconds that a platform tells; null when it tells none.</summary>
    public static DateTimeOffset? EndOf(string? expiresIn, TimeProvider time)
        => int.TryParse(expiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? time.GetUtcNow().AddSeconds(seconds).TruncateToMilliseconds()
            : null;
}
