using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

internal sealed class UpstreamAddress(IProxyStateLookup proxyState, IProxyConfigProvider config) : IUpstreamAddress
{
    public IReadOnlyDictionary<string, string> Destinations
        => config.GetConfig().Clusters.FirstOrDefault(cluster => cluster.ClusterId == ProxyDefaults.AuthCluster)?.Destinations
            ?.ToDictionary(destination => destination.Key, destination => destination.Value.Address)
            ?? [];

    public Uri? Find(string pathAndQuery)
    {
        if (!proxyState.TryGetCluster(ProxyDefaults.AuthCluster, out var cluster))
        {
            return null;
        }

        var available = cluster.DestinationsState.AvailableDestinations;
        return available.Count == 0
            ? null
            : new Uri(available[Random.Shared.Next(available.Count)].Model.Config.Address.TrimEnd('/') + pathAndQuery);
    }
}
