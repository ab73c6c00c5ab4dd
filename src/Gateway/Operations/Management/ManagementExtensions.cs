using Gateway.Configuration;
using Gateway.Errors;
using Gateway.Operations.Health;

namespace Gateway.Operations.Management;

internal static class ManagementExtensions
{
    /// <summary>The client for commands that ask the running gateway: never by way of a proxy.</summary>
    public const string HttpClientName = "management";

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    public static WebApplicationBuilder AddManagement(this WebApplicationBuilder builder)
    {
        builder.Services.AddGatewayOptions<ManagementOptions>(ManagementOptions.Section, options => options.Validate());
        builder.Services.AddSingleton<ManagementPort>();
        builder.Services.AddSingleton<ISettingsRule, ManagementPortRule>();
        builder.Services.AddApiDocument();
        builder.Services.AddDirectHttpClient(HttpClientName, AskTimeout);
        ManagementPort.Listen(builder);
        return builder;
    }

    /// <summary>Gives the management address a pipeline of its own, so that neither door leads to the other's rooms.</summary>
    public static WebApplication UseManagement(this WebApplication app)
    {
        var port = app.Services.GetRequiredService<ManagementPort>();
        app.MapWhen(port.Owns, management =>
        {
            management.UseRouting();
            management.UseEndpoints(endpoints =>
            {
                endpoints.MapOpenApi("/openapi/v1.json");
                endpoints.MapHealth();
                endpoints.MapPlugins();
                endpoints.MapPrometheusScrapingEndpoint("/metrics").ExcludeFromDescription();
            });
            management.Run(context => Problems.Error(
                StatusCodes.Status404NotFound, "not found: this is the management port").ExecuteAsync(context));
        });
        return app;
    }
}
