using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>One entry of <see cref="OutboundOptions.AllowedNetworks"/>: a network and the ports that it opens there.</summary>
internal sealed record AllowedNetwork
{
    private const int MappedPrefixLength = 96;

    // Below 1024 live the services that a platform is never on; the rest is where one is put when 443 is taken.
    private static readonly PortRange[] UsualPorts = [new(80, 80), new(443, 443), new(1024, ushort.MaxValue)];

    private AllowedNetwork(IPNetwork network, IReadOnlyList<PortRange> ports)
    {
        Network = network;
        Ports = ports;
    }

    /// <summary>An IPv4 network also where the entry writes it inside IPv6 (<c>::ffff:10.0.0.0/104</c>).</summary>
    public IPNetwork Network { get; }

    public IReadOnlyList<PortRange> Ports { get; }

    public bool Opens(int port)
    {
        foreach (var range in Ports)
        {
            if (range.Contains(port))
            {
                return true;
            }
        }

        return false;
    }

    public bool LiesInside(IPNetwork range) => Network.PrefixLength >= range.PrefixLength && range.Contains(Network.BaseAddress);

    /// <summary>Reads <c>network/prefix</c>, <c>network/prefix:ports</c> or <c>[network/prefix]:ports</c>.</summary>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out AllowedNetwork? network, [NotNullWhen(false)] out string? problem)
    {
        network = null;
        IReadOnlyList<PortRange>? ports = UsualPorts;
        if (!TrySplit(text, out var addressText, out var prefixText, out var portText))
        {
            problem = "is not a network: write it as 10.1.0.0/16 or, with ports, as 10.1.0.0/16:443";
            return false;
        }

        if (portText is not null && !PortRange.TryParseList(portText, out ports))
        {
            problem = "has ports that are not numbers from 1 to 65535, ranges of these, or a list with commas";
            return false;
        }

        if (!TryParseAddress(addressText, out var address)
            || !int.TryParse(prefixText, NumberStyles.None, CultureInfo.InvariantCulture, out var prefixLength)
            || prefixLength > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            problem = "is not a network: the part before the ports is an IPv4 or IPv6 address, a slash and a prefix length";
            return false;
        }

        var parsed = new IPNetwork(address, prefixLength);
        if (!parsed.BaseAddress.Equals(address))
        {
            problem = $"has bits set behind its prefix: the network is {parsed}";
            return false;
        }

        network = new AllowedNetwork(Unmap(parsed), ports);
        problem = null;
        return true;
    }

    private static bool TrySplit(
        string? text, [NotNullWhen(true)] out string? address, [NotNullWhen(true)] out string? prefix, out string? ports)
    {
        address = prefix = ports = null;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (text is null || slash < 0)
        {
            return false;
        }

        address = text[..slash];
        prefix = text[(slash + 1)..];
        if (prefix.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
        {
            ports = prefix[(colon + 1)..];
            prefix = prefix[..colon];
        }

        var opens = address.StartsWith('[');
        if (opens != prefix.EndsWith(']'))
        {
            return false;
        }

        if (opens)
        {
            address = address[1..];
            prefix = prefix[..^1];
        }

        return true;
    }

    // Only the one spelling that cannot be misread: no octal, hexadecimal or short IPv4, no zone.
    private static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
        => IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : !text.Contains('%', StringComparison.Ordinal) && !text.StartsWith('['));

    private static IPNetwork Unmap(IPNetwork network)
        => network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength >= MappedPrefixLength
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefixLength)
            : network;
}
