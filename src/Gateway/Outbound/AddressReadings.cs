using System.Net;
using System.Net.Sockets;

namespace Gateway.Outbound;

/// <summary>
/// Everything that an address may turn out to mean on its way: itself and, for the IPv6 forms that carry an IPv4 address for some
/// translator or tunnel, what they carry. Each has to be allowed.
/// </summary>
internal static class AddressReadings
{
    private const int Length = 16;

    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Translated = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");
    private static readonly IPNetwork ThisNetwork = IPNetwork.Parse("0.0.0.0/8");

    /// <summary>The address itself comes first: IPv4 where it is mapped into IPv6, and without a zone, which hides equal bytes.</summary>
    public static IReadOnlyList<IPAddress> Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? [plain, .. FindEmbedded(plain)] : [plain];
    }

    /// <summary>The interface identifier of RFC 5214, under whatever prefix.</summary>
    public static bool IsIsatap(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetworkV6
        && address.GetAddressBytes() is [_, _, _, _, _, _, _, _, <= 3, 0, 0x5e, 0xfe, ..];

    private static List<IPAddress> FindEmbedded(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address))
        {
            return [Read(bytes, 2, 3, 4, 5)];
        }

        if (Teredo.Contains(address))
        {
            // The server, and the client with its bits turned round.
            return [Read(bytes, 4, 5, 6, 7), Read([.. bytes.Select(part => (byte)~part)], 12, 13, 14, 15)];
        }

        if (LocalNat64.Contains(address))
        {
            return FindInLocalNat64(bytes);
        }

        var isCompatible = Compatible.Contains(address) && bytes.AsSpan(0, Length - 1).ContainsAnyExcept((byte)0);
        return isCompatible || Translated.Contains(address) || Nat64.Contains(address) || IsIsatap(address)
            ? [Read(bytes, 12, 13, 14, 15)]
            : [];
    }

    // Networks may cut this prefix at each length of RFC 6052 section 2.2 (byte 8 stays empty). A cut at the wrong place mostly reads
    // zeros, which say nothing, unless there is nothing else.
    private static List<IPAddress> FindInLocalNat64(byte[] bytes)
    {
        List<IPAddress> all =
        [
            Read(bytes, 6, 7, 9, 10),
            Read(bytes, 7, 9, 10, 11),
            Read(bytes, 9, 10, 11, 12),
            Read(bytes, 12, 13, 14, 15),
        ];
        var telling = all.FindAll(address => !ThisNetwork.Contains(address));
        return telling.Count > 0 ? telling : all;
    }

    private static IPAddress Read(byte[] bytes, int first, int second, int third, int fourth)
        => new([bytes[first], bytes[second], bytes[third], bytes[fourth]]);
}
