using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

internal static class HealthSetup
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(6);

    public static WebApplicationBuilder AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddDirectHttpClient(UpstreamProbe.HttpClientName, ProbeTimeout);
        builder.Services.AddSingleton<UpstreamProbe>();
        builder.Services.AddSingleton<UpstreamHealthCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<StoreHealthCheck>("store", tags: [Readiness.Tag], timeout: Timeout)
            .AddCheck<SettingsHealthCheck>("settings", tags: [Readiness.Tag])
            .AddCheck<UpstreamHealthCheck>("upstream", tags: [Readiness.Tag], timeout: Timeout)
            .AddCheck<DrainHealthCheck>("stopping", tags: [Readiness.Tag]);

        // For the metric, where nobody asks for readiness.
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<IHealthCheckPublisher>(services => services.GetRequiredService<Readiness>());
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.FromSeconds(10);
            publisher.Period = TimeSpan.FromSeconds(15);
            publisher.Timeout = 2 * Timeout;
            publisher.Predicate = check => check.Tags.Contains(Readiness.Tag);
        });

        // It would say at each look what Readiness says once.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }
}
