namespace Gateway.SecurityTests.Worlds;

internal enum WorldKind
{
    /// <summary>As the product is shipped; platforms are on the internet.</summary>
    Default,

    /// <summary>
    /// The operator allows plain HTTP, one private network, where the platforms are, and the network's NAT64 – and, by mistake, the gateway's
    /// own ports and the upstream's on loopback.
    /// </summary>
    Private,

    /// <summary>As shipped, with the variables that name a proxy set to one that is a canary.</summary>
    Proxied,

    /// <summary>As shipped, but callers are known by JWT.</summary>
    Jwt,
}
