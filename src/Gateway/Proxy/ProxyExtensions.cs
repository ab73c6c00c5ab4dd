using Gateway.Configuration;
using Gateway.Proxy.Resilience;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

internal static class ProxyExtensions
{
    /// <summary>YARP from its standard section, so that every document on YARP applies.</summary>
    public static IHostApplicationBuilder AddAuthProxy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection(ProxyDefaults.Section))
            .AddTransforms(transforms => transforms
                .AddRequestTransform(ForwardedPath.ApplyAsync)
                .AddRequestTransform(OwnCookies.RemoveAsync)
                .AddRequestTransform(RequestIds.TellUpstreamAsync)
                .AddResponseTransform(RequestIds.AnswerOwnAsync))
            .AddResilience();
        builder.Services.AddSingleton<ProxyMetrics>();
        builder.Services.AddUpstreamApi();
        builder.Services.AddSingleton(new SettingsSection(ProxyDefaults.Section + ":Routes", typeof(Dictionary<string, RouteConfig>)));
        builder.Services.AddSingleton(new SettingsSection(ProxyDefaults.Section + ":Clusters", typeof(Dictionary<string, ClusterConfig>)));
        builder.Services.AddSingleton<ISettingsRule, ProxySettingsRule>();
        builder.Services.AddSingleton<IConfigChangeListener, ProxyConfigListener>();
        return builder;
    }

    /// <summary>The last resort: what no endpoint of the gateway has claimed goes to the upstream.</summary>
    public static void MapAuthProxy(this IEndpointRouteBuilder endpoints)
        => endpoints.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<ForwardFailures>();
            proxy.UseMiddleware<TokenRevocation>();
            proxy.UseSessionAffinity();
            proxy.UseForwardRetry();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
}
