using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Dashboard;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>
/// The authorization code flow for one type: ASP.NET Core's own, with state bound to the browser and PKCE, told for each request who we are
/// there and where the type's provider says that the endpoints are. It is no scheme of the host's: those would be asked at every request,
/// also at those that are only forwarded.
/// </summary>
internal sealed class ScmOAuthHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    OAuthPlatforms platforms,
    IOptionsMonitor<ScopeOptions> scopes,
    IOptionsMonitor<PublicUrlOptions> publicUrl)
    : OAuthHandler<OAuthOptions>(options, loggers, encoder)
{
    private OAuthPlatform? _platform;
    private ScmOAuthEndpoints? _endpoints;

    /// <summary>False when the type cannot be linked in the browser now.</summary>
    public async Task<bool> TryStartAsync(ScmType type, HttpContext context)
    {
        _platform = platforms.Find(type);
        _endpoints = _platform is null ? null : await platforms.GetEndpointsAsync(_platform, context.RequestAborted);
        if (_endpoints is null)
        {
            return false;
        }

        context.Features.Set(_platform);
        await InitializeAsync(new AuthenticationScheme(OAuthSchemes.NameOf(type), displayName: null, typeof(ScmOAuthHandler)), context);
        return true;
    }

    protected override Task InitializeHandlerAsync()
    {
        Options.ClientId = Platform.Client.ClientId!;
        Options.ClientSecret = Platform.Client.ClientSecret!;
        Options.AuthorizationEndpoint = _endpoints!.AuthorizationEndpoint.AbsoluteUri;
        Options.TokenEndpoint = _endpoints.TokenEndpoint.AbsoluteUri;
        return base.InitializeHandlerAsync();
    }

    protected override string FormatScope()
        => FormatScope(scopes.CurrentValue.TryGetValue(Platform.Provider.Type.Value, out var configured) ? configured : _endpoints!.Scopes);

    // The framework builds it from the Host header, which is whatever the client says.
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
        => base.BuildChallengeUrl(properties, Public(redirectUri));

    protected override Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
        => base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, Public(context.RedirectUri)));

    protected override Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        Context.Features.Set(new OAuthTokens(
            new Secret(tokens.AccessToken!),
            tokens.RefreshToken is { Length: > 0 } refreshToken ? new Secret(refreshToken) : null,
            OAuthTokens.EndOf(tokens.ExpiresIn, TimeProvider)));
        return Task.FromResult(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name));
    }

    private OAuthPlatform Platform => _platform!;

    private string Public(string redirectUri)
        => publicUrl.CurrentValue.PublicUrl is { } address ? address + new Uri(redirectUri).AbsolutePath : redirectUri;
}
