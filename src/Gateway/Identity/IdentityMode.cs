namespace Gateway.Identity;

/// <summary>Who says whose bearer token it is.</summary>
internal enum IdentityMode
{
    /// <summary>The upstream, asked for each token (and remembered for a moment).</summary>
    Upstream,

    /// <summary>The token itself: a JWT, validated here against configured keys or an authority.</summary>
    Jwt,

    /// <summary>The configuration. For development only.</summary>
    Static,
}
