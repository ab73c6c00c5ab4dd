using Gateway.Configuration;
using Gateway.Errors;
using Gateway.ScmIntegrations.Adoption;
using Gateway.ScmIntegrations.Calls;
using Gateway.ScmIntegrations.Contracts;
using Gateway.ScmIntegrations.Health;

namespace Gateway.ScmIntegrations;

internal static class ScmIntegrationSetup
{
    public static IHostApplicationBuilder AddScmIntegrations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGatewayOptions<LimitOptions>(LimitOptions.Section, options => options.Validate());
        builder.Services.AddGatewayOptions<ScopeOptions>(ScopeOptions.Section);
        builder.Services.AddOptions<AdoptionOptions>().BindConfiguration(SettingsShape.Root);
        builder.Services.AddSingleton(new SettingsSection(AdoptionOptions.Key, typeof(bool)));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ScmIntegrationJsonContext.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ErrorJsonContext.Default);
        });
        builder.Services
            .AddSingleton<OwnerLimits>()
            .AddSingleton<OwnerTurns>()
            .AddSingleton<AnswerDeadline>()
            .AddSingleton<AuditLog>()
            .AddSingleton<IntegrationFinder>()
            .AddSingleton<ScmIntegrationValidator>()
            .AddSingleton<TokenExaminer>()
            .AddSingleton<UnreachableFloor>()
            .AddSingleton<ScmIntegrationService>()
            .AddSingleton<IntegrationAdopter>()
            .AddSingleton<UpstreamIntegrationReader>()
            .AddSingleton<PlatformCaller>()
            .AddSingleton<UpstreamKeys>()
            .AddSingleton<KeyImporter>();
        builder.Services.AddApiCors();
        builder.Services.AddTokenHealth();
        return builder;
    }
}
