using Gateway.Configuration;

namespace Gateway.ScmIntegrations;

internal static class ScmIntegrationSetup
{
    public static IHostApplicationBuilder AddScmIntegrations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGatewayOptions<LimitOptions>(LimitOptions.Section, options => options.Validate());
        builder.Services.AddGatewayOptions<ScopeOptions>(ScopeOptions.Section);
        builder.Services
            .AddSingleton<OwnerLimits>()
            .AddSingleton<AuditLog>()
            .AddSingleton<IntegrationFinder>()
            .AddSingleton<ScmIntegrationValidator>()
            .AddSingleton<TokenExaminer>()
            .AddSingleton<ScmIntegrationService>();
        return builder;
    }
}
