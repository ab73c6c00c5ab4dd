using Gateway.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Http.Resilience;

namespace Gateway.Identity;

internal static class IdentityExtensions
{
    public const string HttpClientName = "upstream";

    private const int MaxAnswerBytes = 64 * 1024;

    public static IHostApplicationBuilder AddIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var inDevelopment = builder.Environment.IsDevelopment();
        services.AddGatewayOptions<IdentityOptions>(IdentityOptions.Section, options => Validate(options, inDevelopment));

        services.AddSingleton<IdentityMetrics>();
        services.AddUpstreamHttpClient();
        AddSource(services, builder.Configuration.GetValue(IdentityOptions.Section + ":Mode", IdentityMode.Upstream));
        services.Decorate<IOwnerSource, CachedOwnerSource>();
        services.AddSingleton(provider => (IOwnerCache)provider.GetRequiredService<IOwnerSource>());

        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(BearerAuthenticationHandler.SchemeName, policy => policy
            .AddAuthenticationSchemes(BearerAuthenticationHandler.SchemeName)
            .RequireAuthenticatedUser());
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

    // The gateway's own questions to the upstream: one retry, a breaker, and never the caller's token to another address.
    private static void AddUpstreamHttpClient(this IServiceCollection services)
        => services.AddHttpClient(HttpClientName, client =>
            {
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddStandardResilienceHandler(options =>
            {
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(5);
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
                options.Retry.MaxRetryAttempts = 1;
                options.Retry.Delay = TimeSpan.FromMilliseconds(50);
                options.Retry.ShouldRetryAfterHeader = false;
                options.Retry.DisableForUnsafeHttpMethods();
                options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
                options.CircuitBreaker.MinimumThroughput = 20;
                options.CircuitBreaker.FailureRatio = 0.5;
                options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
            });
}
