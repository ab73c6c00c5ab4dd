using Gateway.Configuration;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations.OAuth;

internal static class OAuthLinkSetup
{
    public static IHostApplicationBuilder AddOAuthLinks(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<OAuthOptionsByType>(OAuthOptionsByType.Section, options => options.Validate());
        services.AddSingleton<ISettingsRule, OAuthNeedsDashboardRule>();
        services.AddSingleton<OAuthPlatforms>();
        services.AddSingleton<OAuthLinker>();
        services.AddSingleton<ITokenEndpoint, TokenEndpoint>();
        services.AddSingleton<TokenRefresher>();
        services.AddHostedService<OAuthReport>();

        services.AddTransient<ScmOAuthHandler>();
        services.AddScoped<OAuthLinkFlow>();
        services.AddSingleton<IConfigureOptions<OAuthOptions>, OAuthSchemes>();
        services.AddSingleton<IPostConfigureOptions<OAuthOptions>>(provider
            => new OAuthPostConfigureOptions<OAuthOptions, ScmOAuthHandler>(provider.GetRequiredService<IDataProtectionProvider>()));
        services.Configure<RouteOptions>(routes =>
        {
            routes.SetParameterPolicy<OAuthTypeConstraint.Offered>(OAuthTypeConstraint.Offered.Name);
            routes.SetParameterPolicy<OAuthTypeConstraint.Configured>(OAuthTypeConstraint.Configured.Name);
        });
        return builder;
    }
}
