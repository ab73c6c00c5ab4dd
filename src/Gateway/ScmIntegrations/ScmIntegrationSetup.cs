using Gateway.Configuration;
using Gateway.ScmIntegrations.Adoption;
using Gateway.ScmIntegrations.Calls;

namespace Gateway.ScmIntegrations;

internal static class ScmIntegrationSetup
{
    public static IHostApplicationBuilder AddScmIntegrations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGatewayOptions<LimitOptions>(LimitOptions.Section, options => options.Validate());
        builder.Services.AddGatewayOptions<ScopeOptions>(ScopeOptions.Section);
        builder.Services.AddOptions<AdoptionOptions>().BindConfiguration(SettingsShape.Root);
        builder.Services.AddSingleton(new SettingsSection(AdoptionOptions.Key, typeof(bool), _ => { }));
        builder.Services
            .AddSingleton<OwnerLimits>()
            .AddSingleton<AuditLog>()
            .AddSingleton<IntegrationFinder>()
            .AddSingleton<ScmIntegrationValidator>()
            .AddSingleton<TokenExaminer>()
            .AddSingleton<ScmIntegrationService>()
            .AddSingleton<IntegrationAdopter>()
            .AddSingleton<UpstreamIntegrationReader>()
            .AddSingleton<PlatformCaller>()
            .AddSingleton<UpstreamKeys>()
            .AddSingleton<KeyImporter>();
        return builder;
    }
}
