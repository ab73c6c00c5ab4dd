using Gateway.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Gateway.Operations;

internal static class FrontProxyExtensions
{
    public static IHostApplicationBuilder AddFrontProxies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddGatewayOptions<FrontProxyOptions>(FrontProxyOptions.Section, options => options.Validate());
        builder.Services.AddSingleton<ISettingsRule, ForwardedHeadersRule>();
        return builder;
    }

    /// <summary>Believes forwarded headers from the listed proxies, and does nothing when there are none.</summary>
    public static IApplicationBuilder UseFrontProxies(this IApplicationBuilder app)
    {
        var networks = app.ApplicationServices.GetRequiredService<IOptions<FrontProxyOptions>>().Value.Networks;
        if (networks.Count == 0)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var text in networks)
        {
            if (FrontProxyOptions.TryParse(text, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }

        return app.UseForwardedHeaders(options);
    }
}
