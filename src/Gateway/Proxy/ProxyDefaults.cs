namespace Gateway.Proxy;

/// <summary>The route and the cluster that exist without being configured; only the destination's address must be given.</summary>
internal static class ProxyDefaults
{
    public const string Section = "ReverseProxy";

    /// <summary>The name under which the proxy's traces are told.</summary>
    public const string ActivitySource = "Yarp.ReverseProxy";

    public const string AuthCluster = "auth";

    public const string AuthDestinationKey = "ReverseProxy:Clusters:auth:Destinations:primary:Address";
}
