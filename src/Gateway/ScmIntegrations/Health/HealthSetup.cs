using Gateway.Configuration;
using Gateway.Operations;

namespace Gateway.ScmIntegrations.Health;

internal static class HealthSetup
{
    public static IServiceCollection AddTokenHealth(this IServiceCollection services)
    {
        services.AddGatewayOptions<SweepOptions>(SweepOptions.Section, options => options.Validate());
        services.AddGatewayOptions<WebhookOptions>(WebhookOptions.Section, options => options.Validate());
        services.AddDirectHttpClient(StatusWebhook.HttpClientName, timeout: TimeSpan.FromSeconds(10));

        services.AddSingleton<TokenCheck>();
        services.AddSingleton<TokenStatusRecorder>();
        services.AddSingleton<StatusWebhook>();
        services.AddSingleton<ITokenStatusListener>(provider => provider.GetRequiredService<StatusWebhook>());
        services.AddSingleton<ITokenStatusListener, TokenStatusMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<StatusWebhook>());
        services.AddHostedService<TokenSweep>();
        return services;
    }
}
