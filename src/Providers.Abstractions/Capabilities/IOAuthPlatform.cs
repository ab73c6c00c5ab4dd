namespace Providers.Abstractions.Capabilities;

/// <summary>A platform that lets a person link the account in the browser, by OAuth 2.0's authorization code.</summary>
/// <remarks>
/// The provider only says where and what for: the gateway runs the flow, with state bound to the browser and PKCE, once the
/// operator has configured a client for the type. Which account it was, is then asked as for any other token.
/// </remarks>
public interface IOAuthPlatform
{
    /// <summary>The endpoints and scopes for an instance.</summary>
    ScmOAuthEndpoints GetOAuthEndpoints(ScmInstance instance);
}
