using Gateway.Configuration;
using Gateway.Proxy;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations;

/// <summary>Lets pages of listed origins call the API. Proxied routes are the upstream's to decide.</summary>
internal static class CorsSetup
{
    public const string PolicyName = "scm-integrations";

    public static IServiceCollection AddApiCors(this IServiceCollection services)
    {
        services.AddGatewayOptions<CorsOptions>(CorsOptions.Section, options => options.Validate());
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((cors, options) => cors.AddPolicy(PolicyName, policy => policy
                .WithOrigins([.. options.Value.Origins])
                .WithMethods("GET", "HEAD", "POST", "PATCH", "DELETE")
                .WithHeaders("Authorization", "Content-Type")
                .WithExposedHeaders("Location", "Retry-After", RequestIds.Header)
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        return services;
    }

    /// <summary>Passes by whatever has no policy, as most that is proxied. Behind routing.</summary>
    public static IApplicationBuilder UseApiCors(this IApplicationBuilder app)
        => app.UseWhen(context => context.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is not null, api => api.UseCors());
}
