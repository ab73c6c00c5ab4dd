using Yarp.ReverseProxy;

namespace Gateway.Proxy;

internal sealed class UpstreamAddress(IProxyStateLookup proxyState) : IUpstreamAddress
{
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
