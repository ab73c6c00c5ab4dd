using Gateway.Configuration;

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
        services.AddSingleton<CallerGate>();
        return builder;
    }

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
