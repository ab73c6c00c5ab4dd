using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>
/// The authorization code flow for one type: ASP.NET Core's own, with state bound to the browser and PKCE, told at each request where the
/// type's provider says that the endpoints are.
/// </summary>
internal sealed class ScmOAuthHandler(
    IOptionsMonitor<ScmOAuthHandlerOptions> options, ILoggerFactory loggers, UrlEncoder encoder, OAuthPlatforms platforms)
    : OAuthHandler<ScmOAuthHandlerOptions>(options, loggers, encoder)
{
    public static string SchemeOf(ScmType type) => $"oauth:{type}";

    protected override async Task InitializeHandlerAsync()
    {
        await base.InitializeHandlerAsync();
        if (platforms.Find(Options.Type) is { } platform
            && await platforms.GetEndpointsAsync(platform, Context.RequestAborted) is { } endpoints)
        {
            Options.AuthorizationEndpoint = endpoints.AuthorizationEndpoint.AbsoluteUri;
            Options.TokenEndpoint = endpoints.TokenEndpoint.AbsoluteUri;
            Options.DeclaredScopes = endpoints.Scopes;
        }
    }

    protected override string FormatScope() => FormatScope(Options.ConfiguredScopes ?? Options.DeclaredScopes);

    protected override Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        Context.Features.Set(new OAuthTokens(
            new Secret(tokens.AccessToken!),
            tokens.RefreshToken is { Length: > 0 } refreshToken ? new Secret(refreshToken) : null,
            int.TryParse(tokens.ExpiresIn, out var seconds) ? TimeProvider.GetUtcNow().AddSeconds(seconds) : null));
        return Task.FromResult(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name));
    }
}

/// <summary>The handler's options, and which type it is for.</summary>
internal sealed class ScmOAuthHandlerOptions : OAuthOptions
{
    public ScmType Type { get; set; } = null!;

    /// <summary>What the provider asks for.</summary>
    public IReadOnlyList<string> DeclaredScopes { get; set; } = [];

    /// <summary>What the operator asks for instead; null when nothing is configured.</summary>
    public IReadOnlyList<string>? ConfiguredScopes { get; set; }
}
