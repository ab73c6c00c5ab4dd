using Gateway.Configuration;
using Gateway.Dashboard;
using Gateway.Outbound;
using Gateway.Proxy;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

internal static class OAuthLinkSetup
{
    public static IHostApplicationBuilder AddOAuthLinks(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<OAuthOptionsByType>(OAuthOptionsByType.Section, options => options.Validate());
        services.AddOptions<PublicAddressOptions>().BindConfiguration(SettingsShape.Root);
        services.AddSingleton(new SettingsSection(PublicAddressOptions.Key, typeof(Uri), (_, _) => []));
        services.AddSingleton<OAuthPlatforms>();
        services.AddSingleton<OAuthLinker>();
        services.AddScoped<OAuthLinkFlow>();
        services.AddSingleton<TokenRefresher>();
        foreach (var type in ConfiguredTypes(builder.Configuration))
        {
            services.AddAuthentication().AddOAuth<ScmOAuthHandlerOptions, ScmOAuthHandler>(
                ScmOAuthHandler.SchemeOf(type), options => Configure(options, type));
            services.AddOptions<ScmOAuthHandlerOptions>(ScmOAuthHandler.SchemeOf(type))
                .Configure<OutboundHandler, IOptions<OAuthOptionsByType>, IOptions<ScopeOptions>>((options, outbound, clients, scopes) =>
                {
                    var client = clients.Value[type.Value];
                    options.ClientId = client.ClientId ?? "";
                    options.ClientSecret = client.ClientSecret ?? "";
                    options.BackchannelHttpHandler = outbound;
                    options.ConfiguredScopes = scopes.Value.GetValueOrDefault(type.Value);
                });
        }

        return builder;
    }

    /// <summary>The browser leg, for the types that are configured; the others' addresses stay the upstream's.</summary>
    public static void MapOAuthLinks(this IEndpointRouteBuilder endpoints)
    {
        foreach (var type in ConfiguredTypes(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            endpoints.MapGet(PathOf(type), (HttpContext context, OAuthLinkFlow flow) => flow.BeginAsync(context, type)).ExcludeFromDescription();
            endpoints.MapGet(PathOf(type) + "/callback", (HttpContext context, OAuthLinkFlow flow) => flow.EndAsync(context, type))
                .ExcludeFromDescription();
        }
    }

    public static string PathOf(ScmType type) => $"/users/{type}/link";

    private static IEnumerable<ScmType> ConfiguredTypes(IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection(OAuthOptionsByType.Section).GetChildren())
        {
            if (ScmType.TryParse(section.Key, out var type))
            {
                yield return type;
            }
        }
    }

    private static void Configure(ScmOAuthHandlerOptions options, ScmType type)
    {
        options.Type = type;
        options.CallbackPath = PathOf(type) + "/callback";
        options.UsePkce = true;
        options.SignInScheme = DashboardSession.SchemeName;
        options.CorrelationCookie.Name = OwnCookies.Prefix + "link-";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.Path = PathOf(type);
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);

        // Replaced by the provider's before each use; the framework insists on some.
        options.AuthorizationEndpoint = options.TokenEndpoint = "https://localhost/";
        options.Events.OnTicketReceived = context => OAuthLinkFlow.CompleteAsync(context, type);
        options.Events.OnRemoteFailure = OAuthLinkFlow.FailAsync;
    }
}
