namespace Gateway.Proxy;

/// <summary>Where the gateway itself asks the upstream: an available destination of the cluster <c>auth</c>.</summary>
internal interface IUpstreamAddress
{
    /// <summary>The absolute address of a path there; null when no destination is available.</summary>
    Uri? Find(string pathAndQuery);

    /// <summary>The configured destinations by name, with their addresses, whether they are available or not.</summary>
    IReadOnlyDictionary<string, string> Destinations { get; }
}
