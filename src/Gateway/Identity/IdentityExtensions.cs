using Gateway.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.Identity;

internal static class IdentityExtensions
{
    public static IHostApplicationBuilder AddIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var inDevelopment = builder.Environment.IsDevelopment();
        services.AddGatewayOptions<IdentityOptions>(IdentityOptions.Section, options => Validate(options, inDevelopment));

        services.AddSingleton<IdentityMetrics>();
        AddSource(services, builder.Configuration.GetChoice(IdentityOptions.Section + ":Mode", IdentityMode.Upstream));
        services.Decorate<IOwnerSource, CachedOwnerSource>();
        services.AddSingleton(provider => (IOwnerCache)provider.GetRequiredService<IOwnerSource>());

        // Otherwise the only scheme would be everybody's, and each proxied request would ask the upstream who is calling.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(BearerAuthenticationHandler.SchemeName, policy => policy
            .AddAuthenticationSchemes(BearerAuthenticationHandler.SchemeName)
            .RequireAuthenticatedUser());
        return builder;
    }

    /// <summary>
    /// Keeps the framework from putting its authentication before everything: it would prepare the handler of every scheme for each proxied
    /// request. The endpoints that want to know who is calling ask by themselves.
    /// </summary>
    public static void LeaveAuthenticationToEndpoints(this WebApplication app)
        => ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;

    private static IEnumerable<string> Validate(IdentityOptions options, bool inDevelopment)
    {
        if (options.Mode == IdentityMode.Static && !inDevelopment)
        {
            yield return $"{IdentityOptions.Section}:Mode must not be Static outside Development: "
                + "whoever reads the configuration could act as any owner.";
        }

        foreach (var problem in options.Validate())
        {
            yield return problem;
        }
    }

    private static void AddSource(IServiceCollection services, IdentityMode mode)
    {
        switch (mode)
        {
            case IdentityMode.Upstream:
                services.AddSingleton<IOwnerSource, UpstreamOwnerSource>();
                break;
            case IdentityMode.Jwt:
                services.AddSingleton<IOwnerSource, JwtOwnerSource>();
                break;
            default:
                services.AddSingleton<IOwnerSource, StaticOwnerSource>();
                break;
        }
    }
}
