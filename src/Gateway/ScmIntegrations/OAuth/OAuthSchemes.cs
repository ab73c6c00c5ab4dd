using Gateway.Dashboard;
using Gateway.Outbound;
using Gateway.Proxy;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>How the flow is done for any type, whenever it is first asked for: types come with plugins, clients with the settings.</summary>
internal sealed class OAuthSchemes(OutboundHandler outbound, IOptions<PublicUrlOptions> publicUrl) : IConfigureNamedOptions<OAuthOptions>
{
    private const string Prefix = "oauth:";

    public static string NameOf(ScmType type) => Prefix + type;

    public void Configure(OAuthOptions options)
    {
    }

    public void Configure(string? name, OAuthOptions options)
    {
        if (name?.StartsWith(Prefix, StringComparison.Ordinal) != true || !ScmType.TryParse(name[Prefix.Length..], out var type))
        {
            return;
        }

        options.UsePkce = true;
        options.CallbackPath = OAuthLinkEndpoints.CallbackOf(type);
        options.BackchannelHttpHandler = outbound;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        options.SignInScheme = DashboardSession.SchemeName;
        options.CorrelationCookie.Name = OwnCookies.Prefix + "link-";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = publicUrl.Value.CookiePolicy;
        options.CorrelationCookie.Path = OAuthLinkEndpoints.PathOf(type);

        // The framework insists on these; the handler sets them before each use.
        options.ClientId = options.ClientSecret = "none";
        options.AuthorizationEndpoint = options.TokenEndpoint = "https://localhost/";
        options.Events.OnTicketReceived = OAuthLinkFlow.CompleteAsync;
        options.Events.OnAccessDenied = OAuthLinkFlow.DenyAsync;
        options.Events.OnRemoteFailure = OAuthLinkFlow.FailAsync;
    }
}
