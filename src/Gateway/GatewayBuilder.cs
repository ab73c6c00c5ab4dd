using Gateway.Configuration;
using Gateway.Dashboard;
using Gateway.Errors;
using Gateway.Identity;
using Gateway.Operations;
using Gateway.Operations.Checks;
using Gateway.Operations.Draining;
using Gateway.Operations.Health;
using Gateway.Operations.Logging;
using Gateway.Operations.Management;
using Gateway.Operations.Telemetry;
using Gateway.Outbound;
using Gateway.Plugins;
using Gateway.Proxy;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.OAuth;
using Gateway.Storage;

namespace Gateway;

/// <summary>The table of contents: what the gateway is made of, and how a request goes through it.</summary>
internal static class GatewayBuilder
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddSettings();
        builder.AddLogs();
        builder.AddServer();
        builder.AddFrontProxies();
        builder.Services.AddErrorResponses();
        builder.AddIdentity();
        builder.Services.AddOutbound();
        builder.AddPlugins();
        builder.AddStorage();
        builder.AddScmIntegrations();
        builder.AddOAuthLinks();
        builder.AddDashboard();
        builder.AddAuthProxy();
        builder.AddManagement();
        builder.AddHealth();
        builder.AddServiceManager();
        builder.AddDraining();
        builder.AddTelemetry();
        builder.Services.AddChecks();
        return builder;
    }

    public static WebApplication UseGateway(this WebApplication app)
    {
        app.LeaveCallersToEndpoints();
        app.UseErrorResponses();
        app.UseManagement();
        app.UseDraining();
        app.UseFrontProxies();
        app.Use(RequestIds.AssignAsync);
        app.UseRequestLogScope();
        app.UseInboundGate();
        app.UseRouting();
        app.UseApiCors();
        app.MapScmIntegrations();
        app.MapOAuthLinks();
        app.MapDashboard();
        app.MapAuthProxy();
        return app;
    }
}
