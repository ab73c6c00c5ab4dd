using System.Net;
using FsCheck.Xunit;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public class OutboundPolicyTests
{
    private static readonly string[] Embeddings =
    [
        "::ffff:{0:x}:{1:x}", "::{0:x}:{1:x}", "::ffff:0:{0:x}:{1:x}", "64:ff9b::{0:x}:{1:x}", "64:ff9b:1::{0:x}:{1:x}",
        "2002:{0:x}:{1:x}::1", "2001:0:{0:x}:{1:x}::", "2606:4700::5efe:{0:x}:{1:x}", "2606:4700::200:5efe:{0:x}:{1:x}",
    ];

    [Theory]
    [InlineData("140.82.112.3", 443, null)]
    [InlineData("2606:4700:4700::1111", 443, null)]
    [InlineData("140.82.112.3", 80, OutboundRefusal.Port)]
    [InlineData("140.82.112.3", 22, OutboundRefusal.Port)]
    [InlineData("140.82.112.3", 8443, OutboundRefusal.Port)]
    [InlineData("140.82.112.3", 0, OutboundRefusal.Port)]
    [InlineData("10.0.0.1", 443, OutboundRefusal.NotPublic)]
    [InlineData("fd12::1", 443, OutboundRefusal.NotPublic)]
    [InlineData("200:1::1", 443, OutboundRefusal.NotPublic)]
    [InlineData("4000::1", 443, OutboundRefusal.NotPublic)]
    [InlineData("127.0.0.1", 443, OutboundRefusal.Loopback)]
    [InlineData("169.254.169.254", 443, OutboundRefusal.Metadata)]
    [InlineData("::1", 443, OutboundRefusal.Loopback)]
    [InlineData("::1%1", 443, OutboundRefusal.Loopback)]
    [InlineData("fe80::1%2", 443, OutboundRefusal.LinkLocal)]
    public void Judge_WithoutEntries_AllowsThePublicInternetOnHttps(string address, int port, object? refusal)
        => Assert.Equal(refusal, Policy().Judge(IPAddress.Parse(address), port));

    [Fact]
    public void Judge_AllowsPort80_WhenPlainHttpIsAllowed()
    {
        var policy = new OutboundPolicy(new OutboundOptions { AllowPlainHttp = true });

        Assert.Null(policy.Judge(IPAddress.Parse("140.82.112.3"), 80));
        Assert.Equal(OutboundRefusal.Port, policy.Judge(IPAddress.Parse("140.82.112.3"), 8080));
    }

    [Theory]
    [InlineData("10.1.0.0/16:443", "10.1.2.3", 443, null)]
    [InlineData("10.1.0.0/16:443", "::ffff:10.1.2.3", 443, null)]
    [InlineData("10.1.0.0/16:443", "10.1.2.3", 22, OutboundRefusal.Port)]
    [InlineData("10.1.0.0/16:443", "10.1.2.3", 8443, OutboundRefusal.Port)]
    [InlineData("10.1.0.0/16:443", "10.2.0.1", 443, OutboundRefusal.NotPublic)]
    [InlineData("10.1.0.0/16", "10.1.2.3", 8443, null)]
    [InlineData("10.1.0.0/16", "10.1.2.3", 22, OutboundRefusal.Port)]
    [InlineData("140.82.0.0/16:8443", "140.82.112.3", 8443, null)]
    [InlineData("140.82.0.0/16:8443", "140.82.112.3", 443, null)]
    [InlineData("140.82.0.0/16:8443", "140.82.112.3", 9443, OutboundRefusal.Port)]
    [InlineData("fd00::/8", "fd12::1", 443, null)]
    [InlineData("200::/7", "200:1::1", 443, null)]
    [InlineData("::/0", "10.0.0.1", 443, OutboundRefusal.NotPublic)]
    [InlineData("::/0", "::ffff:10.0.0.1", 443, OutboundRefusal.NotPublic)]
    public void Judge_OpensWhatAnEntryCovers(string entry, string address, int port, object? refusal)
        => Assert.Equal(refusal, Policy(entry).Judge(IPAddress.Parse(address), port));

    [Theory]
    [InlineData("127.0.0.1", OutboundRefusal.Loopback)]
    [InlineData("::1", OutboundRefusal.Loopback)]
    [InlineData("0.0.0.0", OutboundRefusal.Unspecified)]
    [InlineData("::", OutboundRefusal.Unspecified)]
    [InlineData("169.254.1.1", OutboundRefusal.LinkLocal)]
    [InlineData("fe80::1", OutboundRefusal.LinkLocal)]
    [InlineData("224.0.0.1", OutboundRefusal.Multicast)]
    [InlineData("ff02::1", OutboundRefusal.Multicast)]
    [InlineData("255.255.255.255", OutboundRefusal.Multicast)]
    [InlineData("169.254.169.254", OutboundRefusal.Metadata)]
    [InlineData("168.63.129.16", OutboundRefusal.Metadata)]
    [InlineData("100.100.100.200", OutboundRefusal.Metadata)]
    [InlineData("192.0.0.192", OutboundRefusal.Metadata)]
    [InlineData("fd00:ec2::254", OutboundRefusal.Metadata)]
    public void Judge_OpensNoClosedRange_ByAWideEntry(string address, object refusal)
    {
        var policy = Policy("0.0.0.0/0:1-65535", "::/0:1-65535", "100.64.0.0/10", "168.0.0.0/5", "126.0.0.0/7", "fd00::/8", "fe00::/9", "192.0.0.0/24");

        Assert.Equal(refusal, policy.Judge(IPAddress.Parse(address), 443));
    }

    [Theory]
    [InlineData("127.0.0.0/8", "127.0.0.1", null)]
    [InlineData("127.0.0.1/32:443", "127.0.0.1", null)]
    [InlineData("127.0.0.1/32:443", "127.0.0.2", OutboundRefusal.Loopback)]
    [InlineData("127.0.0.1/32:8443", "127.0.0.1", OutboundRefusal.Port)]
    [InlineData("::1/128", "::1", null)]
    [InlineData("169.254.10.1/32", "169.254.10.1", null)]
    [InlineData("169.254.0.0/16", "169.254.10.1", null)]
    [InlineData("169.254.0.0/16", "169.254.169.254", OutboundRefusal.Metadata)]
    [InlineData("169.254.169.254/32", "169.254.169.254", null)]
    [InlineData("fd00:ec2::/32", "fd00:ec2::254", OutboundRefusal.Metadata)]
    [InlineData("fd00:ec2::254/128", "fd00:ec2::254", null)]
    [InlineData("224.0.0.0/4", "224.0.0.1", null)]
    [InlineData("0.0.0.0/8", "0.0.0.0", null)]
    public void Judge_OpensAClosedRange_ByAnEntryInsideIt(string entry, string address, object? refusal)
        => Assert.Equal(refusal, Policy(entry).Judge(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("64:ff9b::8c52:7003", null)]
    [InlineData("64:ff9b::a00:1", OutboundRefusal.NotPublic)]
    [InlineData("64:ff9b::7f00:1", OutboundRefusal.Loopback)]
    [InlineData("64:ff9b::a9fe:a9fe", OutboundRefusal.Metadata)]
    public void Judge_AsksAlsoWhatIsInside_WhenATranslatorIsOpened(string address, object? refusal)
        => Assert.Equal(refusal, Policy("64:ff9b::/96").Judge(IPAddress.Parse(address), 443));

    [Fact]
    public void Judge_OpensAPrivateHostBehindATranslator_WithAnEntryForEach()
        => Assert.Null(Policy("64:ff9b:1::/48", "10.0.0.1/32").Judge(IPAddress.Parse("64:ff9b:1::a00:1"), 443));

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("100.64.0.0/10")]
    [InlineData("127.0.0.0/8")]
    [InlineData("169.254.0.0/16")]
    [InlineData("172.16.0.0/12")]
    [InlineData("192.168.0.0/16")]
    [InlineData("198.18.0.0/15")]
    [InlineData("224.0.0.0/4")]
    [InlineData("240.0.0.0/4")]
    public void Judge_RefusesBothEndsOfARange_InEveryEmbedding(string range)
    {
        var network = IPNetwork.Parse(range);
        var first = ToNumber(network.BaseAddress);
        var last = first | (uint)((1L << (32 - network.PrefixLength)) - 1);
        foreach (var address in new[] { first, last }.SelectMany(EmbedAll))
        {
            Assert.NotNull(Policy().Judge(address, 443));
        }
    }

    [Property]
    public void Judge_IsNeverMilder_WithAnEmbeddingThanWithout(uint value)
    {
        var plain = Policy().Judge(ToAddress(value), 443);

        Assert.Equal(plain, Policy().Judge(ToAddress(value).MapToIPv6(), 443));
        Assert.All(EmbedAll(value).Skip(1), address => Assert.NotNull(Policy().Judge(address, 443)));
    }

    private static OutboundPolicy Policy(params string[] entries) => new(new OutboundOptions { AllowedNetworks = entries });

    private static IEnumerable<IPAddress> EmbedAll(uint value) => Embeddings.Select(
        form => IPAddress.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, value >> 16, value & 0xffff)));

    private static IPAddress ToAddress(uint value)
        => new([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private static uint ToNumber(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}
