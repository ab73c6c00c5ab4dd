namespace Gateway.ScmIntegrations.OAuth;

/// <summary>What a token endpoint answered (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">The new token.</param>
/// <param name="RefreshToken">Null when the platform gives none.</param>
/// <param name="ExpiresAt">Null when the token does not end, or the platform does not tell.</param>
internal sealed record OAuthTokens(Secret AccessToken, Secret? RefreshToken, DateTimeOffset? ExpiresAt);
