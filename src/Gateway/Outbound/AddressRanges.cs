using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace Gateway.Outbound;

/// <summary>
/// Which addresses are not simply the public internet. What is private, reserved or special is told by Microsoft.Security.AntiSSRF,
/// which keeps up with the IANA registries; its handler is not used, because it knows no ports, no addresses that stay closed to a
/// wide entry, and no way to put another resolver beneath it. IPv6 that is not given out is not public either: it may be routed
/// somewhere inside.
/// </summary>
internal static class AddressRanges
{
    // The innermost range decides: opening 169.254.0.0/16 does not open the metadata address in it.
    private static readonly (IPNetwork Range, OutboundRefusal Refusal)[] Closed =
    [
        (IPNetwork.Parse("169.254.169.254/32"), OutboundRefusal.Metadata), // AWS, Azure, Google Cloud and most others
        (IPNetwork.Parse("169.254.170.2/32"), OutboundRefusal.Metadata), // AWS, credentials of a container's task
        (IPNetwork.Parse("169.254.170.23/32"), OutboundRefusal.Metadata), // AWS, credentials of a pod
        (IPNetwork.Parse("169.254.42.42/32"), OutboundRefusal.Metadata), // Scaleway
        (IPNetwork.Parse("169.254.0.23/32"), OutboundRefusal.Metadata), // Tencent Cloud
        (IPNetwork.Parse("168.63.129.16/32"), OutboundRefusal.Metadata), // Azure WireServer, in public space
        (IPNetwork.Parse("100.100.100.200/32"), OutboundRefusal.Metadata), // Alibaba Cloud, in shared space
        (IPNetwork.Parse("192.0.0.192/32"), OutboundRefusal.Metadata), // Oracle Cloud, classic
        (IPNetwork.Parse("fd00:ec2::254/128"), OutboundRefusal.Metadata), // AWS
        (IPNetwork.Parse("fd00:ec2::23/128"), OutboundRefusal.Metadata), // AWS, credentials of a pod
        (IPNetwork.Parse("fd20:ce::254/128"), OutboundRefusal.Metadata), // Google Cloud
        (IPNetwork.Parse("fd00:c1::a9fe:a9fe/128"), OutboundRefusal.Metadata), // Oracle Cloud
        (IPNetwork.Parse("fd00:42::42/128"), OutboundRefusal.Metadata), // Scaleway
        (IPNetwork.Parse("fe80::a9fe:a9fe/128"), OutboundRefusal.Metadata), // OpenStack
        (IPNetwork.Parse("0.0.0.0/8"), OutboundRefusal.Unspecified),
        (IPNetwork.Parse("::/128"), OutboundRefusal.Unspecified),
        (IPNetwork.Parse("127.0.0.0/8"), OutboundRefusal.Loopback),
        (IPNetwork.Parse("::1/128"), OutboundRefusal.Loopback),
        (IPNetwork.Parse("169.254.0.0/16"), OutboundRefusal.LinkLocal),
        (IPNetwork.Parse("fe80::/10"), OutboundRefusal.LinkLocal),
        (IPNetwork.Parse("224.0.0.0/4"), OutboundRefusal.Multicast),
        (IPNetwork.Parse("255.255.255.255/32"), OutboundRefusal.Multicast),
        (IPNetwork.Parse("ff00::/8"), OutboundRefusal.Multicast),
    ];

    private static readonly IPNetwork[] NotPublic =
    [
        .. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse),
        // Where IPv6 embeds IPv4, with room for prefixes that somebody's translator may use.
        IPNetwork.Parse("::/64"),
        IPNetwork.Parse("64:ff9b::/32"),
    ];

    // Global unicast, and what is left of the block that is set aside: https://www.iana.org/assignments/ipv6-address-space
    private static readonly IPNetwork[] GivenOut = [IPNetwork.Parse("2000::/3"), IPNetwork.Parse("::/8")];

    /// <summary>The range that holds an address closed to every entry that is not inside that range.</summary>
    public static (IPNetwork Range, OutboundRefusal Refusal)? FindClosed(IPAddress address)
    {
        foreach (var closed in Closed)
        {
            if (closed.Range.Contains(address))
            {
                return closed;
            }
        }

        return null;
    }

    public static bool IsPublic(IPAddress address)
    {
        foreach (var range in NotPublic)
        {
            if (range.Contains(address))
            {
                return false;
            }
        }

        return (address.AddressFamily == AddressFamily.InterNetwork || GivenOut.Any(block => block.Contains(address)))
            && FindClosed(address) is null
            && !AddressReadings.IsIsatap(address);
    }
}
