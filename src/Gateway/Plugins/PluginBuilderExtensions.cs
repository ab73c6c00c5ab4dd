using Gateway.Configuration;
using Gateway.Plugins.Inspection;
using Gateway.Plugins.Invocation;
using Gateway.Plugins.Loading;
using Gateway.Plugins.Watching;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Plugins;

internal static class PluginBuilderExtensions
{
    /// <summary>
    /// Finds plugins and calls their providers. The handler that is lent to them is the <see cref="HttpMessageHandler"/> with the key
    /// <see cref="LentHandler.ServiceKey"/>; how many calls run at once is in <c>Gateway:Limits</c>.
    /// </summary>
    public static IHostApplicationBuilder AddPlugins(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<PluginOptions>(PluginOptions.Section, PluginOptionsValidation.Validate);
        services.AddSingleton<IValidateOptions<PluginOptions>, PluginDirectoryValidation>();
        services.AddSingleton(new SettingsSection(PluginSettings.Section, typeof(IConfiguration)));
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<PluginInspector>();
        services.AddSingleton<PluginCopies>();
        services.AddSingleton<PluginFactory>();
        services.AddSingleton<CandidateLoader>();
        services.AddSingleton<DepartedPlugins>();
        services.AddHostedService(provided => provided.GetRequiredService<DepartedPlugins>());
        services.AddSingleton<PluginFinder>();
        services.AddSingleton<PluginAudit>();
        services.AddSingleton(new ShippedFiles(typeof(ShippedFiles).Assembly));
        services.AddSingleton<ShippedPlugins>();
        services.AddSingleton<PluginMetrics>();
        services.AddSingleton<ProviderCatalog>();
        services.AddSingleton<IProviderCatalog>(provided => provided.GetRequiredService<ProviderCatalog>());
        services.AddSingleton<PluginHost>();
        services.AddSingleton<IPluginStatuses>(provided => provided.GetRequiredService<PluginHost>());
        services.AddHostedService(provided => provided.GetRequiredService<PluginHost>());
        services.AddHostedService<PluginWatcher>();

        services.AddSingleton<PlatformCallLimits>();
        services.AddSingleton<ProviderScheduler>();
        services.AddSingleton<IProviderInvoker, ProviderInvoker>();

        services.AddHealthChecks().AddCheck<PluginHealthCheck>("plugins", tags: ["ready"]);
        return builder;
    }
}
