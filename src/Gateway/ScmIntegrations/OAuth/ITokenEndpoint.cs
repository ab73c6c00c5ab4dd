using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Asks a platform for a new pair of tokens (RFC 6749, section 6).</summary>
internal interface ITokenEndpoint
{
    /// <summary><see cref="ScmFailureReason.TokenRejected"/> only when the platform says that the refresh token is over.</summary>
    Task<ScmResult<OAuthTokens>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken);
}
