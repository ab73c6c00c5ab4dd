using System.Runtime.CompilerServices;
using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>Finds at start what YARP would find at the first request: a route without its cluster, a destination without an address.</summary>
internal sealed class ProxySettingsRule(IConfiguration configuration, IProxyConfigProvider provider, IConfigValidator validator)
    : ISettingsRule
{
    public async IAsyncEnumerable<string> FindProblemsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(configuration[ProxyDefaults.AuthDestinationKey])
            && !configuration.GetSection($"{ProxyDefaults.Section}:Clusters:{ProxyDefaults.AuthCluster}:Destinations").GetChildren().Any())
        {
            yield return $"{ProxyDefaults.AuthDestinationKey} must be set to the address of the auth API, for example https://auth.example.com.";
        }

        var config = provider.GetConfig();
        foreach (var route in config.Routes)
        {
            if (route.ClusterId is null || !config.Clusters.Any(cluster => cluster.ClusterId == route.ClusterId))
            {
                yield return $"{ProxyDefaults.Section}:Routes:{route.RouteId}:ClusterId names «{route.ClusterId}», which is not among "
                    + $"{ProxyDefaults.Section}:Clusters.";
            }

            foreach (var error in await validator.ValidateRouteAsync(route))
            {
                yield return $"{ProxyDefaults.Section}:Routes:{route.RouteId}: {error.Message}";
            }
        }

        foreach (var cluster in config.Clusters)
        {
            await foreach (var problem in FindProblemsAsync(cluster))
            {
                yield return problem;
            }
        }
    }

    private async IAsyncEnumerable<string> FindProblemsAsync(ClusterConfig cluster)
    {
        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (!Uri.TryCreate(destination.Address, UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            {
                yield return $"{ProxyDefaults.Section}:Clusters:{cluster.ClusterId}:Destinations:{name}:Address must be an http or https address.";
            }
        }

        foreach (var error in await validator.ValidateClusterAsync(cluster))
        {
            yield return $"{ProxyDefaults.Section}:Clusters:{cluster.ClusterId}: {error.Message}";
        }
    }
}
