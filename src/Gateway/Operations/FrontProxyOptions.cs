using System.Net;

namespace Gateway.Operations;

/// <summary><c>Gateway:FrontProxies</c>.</summary>
internal sealed class FrontProxyOptions
{
    public const string Section = "Gateway:FrontProxies";

    /// <summary>
    /// Addresses or networks (CIDR) of the proxies in front whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Empty:
    /// nobody's. Whoever is listed here by mistake can claim any client address and that the connection was encrypted.
    /// </summary>
    public IList<string> Networks { get; } = [];

    public IEnumerable<string> Validate() => Networks
        .Where(network => !TryParse(network, out _))
        .Select(network => $"{Section}:Networks: «{network}» is neither an address nor a network such as 10.0.0.0/8.");

    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }
}
