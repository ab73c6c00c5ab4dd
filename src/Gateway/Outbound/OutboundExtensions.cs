using Gateway.Configuration;
using Gateway.Plugins.Invocation;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Outbound;

internal static class OutboundExtensions
{
    /// <summary>Makes <see cref="OutboundHandler"/> available, the one handler that is lent to providers.</summary>
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddGatewayOptions<OutboundOptions>(OutboundOptions.Section, OutboundOptionsValidator.Validate);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHostResolver, DnsHostResolver>();
        services.TryAddKeyedSingleton<IHostResolver, DnsHostResolver>(UpstreamDestinations.ResolverKey);
        services.TryAddSingleton<IDialler, SocketDialler>();
        services.TryAddSingleton<IReservedEndpoints, ReservedEndpoints>();
        services.TryAddSingleton<OwnListeners>();
        services.TryAddSingleton<UpstreamDestinations>();
        services.TryAddSingleton<OutboundPolicySource>();
        services.TryAddSingleton<OutboundMetrics>();
        services.TryAddSingleton<OutboundObserver>();
        services.TryAddSingleton<OutboundConnector>();
        services.TryAddSingleton<ServerTrust>();
        services.TryAddSingleton<OutboundTransport>();
        services.TryAddSingleton<OutboundHandler>();
        services.AddOptions<PlatformCallOptions>().Configure<IOptions<OutboundOptions>>((call, outbound) => call.Timeout = outbound.Value.Timeout);
        services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, (provider, _) => provider.GetRequiredService<OutboundHandler>());
        return services;
    }
}
