namespace Providers.Abstractions.Capabilities;

/// <summary>Where a platform's OAuth lives, and what to ask it for.</summary>
public sealed record ScmOAuthEndpoints
{
    /// <summary>Where the browser is sent to consent (RFC 6749, section 3.1). Absolute.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>Where the gateway trades a code, or a refresh token, for an access token (RFC 6749, section 3.2). Absolute.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>The scopes to ask for. The operator's <c>Gateway:Scopes:&lt;scm_type&gt;</c> goes before them.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
