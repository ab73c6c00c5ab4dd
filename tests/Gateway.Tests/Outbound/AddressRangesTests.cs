using System.Net;
using Gateway.Outbound;
using Microsoft.Security.AntiSSRF;

namespace Gateway.Tests.Outbound;

public class AddressRangesTests
{
    // Both ends of every special range.
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")]
    [InlineData("10.0.0.0", "10.255.255.255")]
    [InlineData("100.64.0.0", "100.127.255.255")]
    [InlineData("127.0.0.0", "127.255.255.255")]
    [InlineData("169.254.0.0", "169.254.255.255")]
    [InlineData("172.16.0.0", "172.31.255.255")]
    [InlineData("192.0.0.0", "192.0.0.255")]
    [InlineData("192.0.2.0", "192.0.2.255")]
    [InlineData("192.31.196.0", "192.31.196.255")]
    [InlineData("192.52.193.0", "192.52.193.255")]
    [InlineData("192.88.99.0", "192.88.99.255")]
    [InlineData("192.168.0.0", "192.168.255.255")]
    [InlineData("192.175.48.0", "192.175.48.255")]
    [InlineData("198.18.0.0", "198.19.255.255")]
    [InlineData("198.51.100.0", "198.51.100.255")]
    [InlineData("203.0.113.0", "203.0.113.255")]
    [InlineData("224.0.0.0", "239.255.255.255")]
    [InlineData("240.0.0.0", "255.255.255.255")]
    [InlineData("168.63.129.16", "168.63.129.16")]
    [InlineData("::", "::ffff:ffff")]
    [InlineData("::ffff:0:0:0", "::ffff:0:ffff:ffff")]
    [InlineData("64:ff9b::", "64:ff9b::ffff:ffff")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("100::", "100::ffff:ffff:ffff:ffff")]
    [InlineData("100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff")]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void IsPublic_IsFalse_AtBothEndsOfASpecialRange(string first, string last)
    {
        Assert.False(AddressRanges.IsPublic(IPAddress.Parse(first)));
        Assert.False(AddressRanges.IsPublic(IPAddress.Parse(last)));
    }

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.15")]
    [InlineData("168.63.129.17")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("191.255.255.255")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("198.51.99.255")]
    [InlineData("198.51.101.0")]
    [InlineData("203.0.112.255")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("64:ff9a:ffff::1")]
    [InlineData("64:ff9c::1")]
    [InlineData("2000::")]
    [InlineData("2000:ffff::1")]
    [InlineData("2001:200::")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:db7:ffff::1")]
    [InlineData("2001:db9::")]
    [InlineData("2003::")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2620:4f:8001::")]
    [InlineData("3fff:1000::")]
    [InlineData("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void IsPublic_IsTrue_JustOutsideTheSpecialRanges(string address)
        => Assert.True(AddressRanges.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("::1:0:0")]
    [InlineData("::fffe:a00:1")]
    [InlineData("64:ff9b:0:1::7f00:1")]
    [InlineData("64:ff9b:2::1")]
    [InlineData("100:0:0:2::")]
    [InlineData("200:1::1")]
    [InlineData("1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("4000::")]
    [InlineData("5eff:ffff::1")]
    [InlineData("5f01::")]
    [InlineData("8000::1")]
    [InlineData("fbff:ffff::1")]
    [InlineData("fe00::1")]
    [InlineData("fe7f:ffff::1")]
    public void IsPublic_IsFalse_WhereNothingIsGivenOut_OrIPv4IsEmbedded(string address) => Assert.False(AddressRanges.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void IsPublic_IsFalse_ForAllThatTheLibraryRecommends()
    {
        Assert.NotEmpty(IPAddressRanges.recommendedLatest);
        Assert.All(
            IPAddressRanges.recommendedLatest,
            range => Assert.False(AddressRanges.IsPublic(IPNetwork.Parse(range).BaseAddress)));
    }

    [Theory]
    [InlineData("127.0.0.1", nameof(OutboundRefusal.Loopback))]
    [InlineData("::1", nameof(OutboundRefusal.Loopback))]
    [InlineData("0.0.0.0", nameof(OutboundRefusal.Unspecified))]
    [InlineData("0.0.0.1", nameof(OutboundRefusal.Unspecified))]
    [InlineData("::", nameof(OutboundRefusal.Unspecified))]
    [InlineData("169.254.0.1", nameof(OutboundRefusal.LinkLocal))]
    [InlineData("fe80::1", nameof(OutboundRefusal.LinkLocal))]
    [InlineData("224.0.0.1", nameof(OutboundRefusal.Multicast))]
    [InlineData("255.255.255.255", nameof(OutboundRefusal.Multicast))]
    [InlineData("ff02::1", nameof(OutboundRefusal.Multicast))]
    [InlineData("169.254.169.254", nameof(OutboundRefusal.Metadata))]
    [InlineData("169.254.170.2", nameof(OutboundRefusal.Metadata))]
    [InlineData("168.63.129.16", nameof(OutboundRefusal.Metadata))]
    [InlineData("100.100.100.200", nameof(OutboundRefusal.Metadata))]
    [InlineData("192.0.0.192", nameof(OutboundRefusal.Metadata))]
    [InlineData("fd00:ec2::254", nameof(OutboundRefusal.Metadata))]
    [InlineData("fd20:ce::254", nameof(OutboundRefusal.Metadata))]
    public void FindClosed_NamesTheInnermostRange(string address, string refusal)
        => Assert.Equal(refusal, AddressRanges.FindClosed(IPAddress.Parse(address))?.Refusal.ToString());

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("100.100.100.199")]
    [InlineData("192.0.0.191")]
    [InlineData("fd00:ec2::253")]
    [InlineData("140.82.112.3")]
    [InlineData("240.0.0.1")]
    public void FindClosed_IsNull_ElseWhere(string address) => Assert.Null(AddressRanges.FindClosed(IPAddress.Parse(address)));
}
