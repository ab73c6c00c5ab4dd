using System.Net;
using FsCheck.Xunit;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public class AllowedNetworkTests
{
    [Theory]
    [InlineData("10.1.0.0/16", "10.1.0.0/16")]
    [InlineData("10.1.0.0/16:443", "10.1.0.0/16")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("fd00::/8", "fd00::/8")]
    [InlineData("[fd00::/8]", "fd00::/8")]
    [InlineData("[fd00::/8]:443", "fd00::/8")]
    [InlineData("fd00::/8:443", "fd00::/8")]
    [InlineData("::/0", "::/0")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [InlineData("[::ffff:10.0.0.0/104]:443", "10.0.0.0/8")]
    public void TryParse_ReadsANetwork(string text, string network)
    {
        Assert.True(AllowedNetwork.TryParse(text, out var parsed, out _));
        Assert.Equal(IPNetwork.Parse(network), parsed.Network);
    }

    [Theory]
    [InlineData("10.0.0.0/8:443", "443", "1 80 442 444 8443 65535")]
    [InlineData("10.0.0.0/8:443,8443", "443 8443", "444 8442 8444")]
    [InlineData("10.0.0.0/8:8000-8099", "8000 8050 8099", "7999 8100 443")]
    [InlineData("10.0.0.0/8:22,8000-8001", "22 8000 8001", "23 8002 443")]
    [InlineData("[fd00::/8]:443,8443", "443 8443", "80")]
    [InlineData("10.0.0.0/8", "80 443 1024 8080 65535", "0 1 22 25 79 81 442 444 1023")]
    public void TryParse_ReadsPorts(string text, string open, string closed)
    {
        Assert.True(AllowedNetwork.TryParse(text, out var parsed, out _));
        Assert.All(open.Split(' ').Select(int.Parse), port => Assert.True(parsed.Opens(port)));
        Assert.All(closed.Split(' ').Select(int.Parse), port => Assert.False(parsed.Opens(port)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("10.1.2.3")]
    [InlineData("10.1.2.3/16")]
    [InlineData("10.1.0.0/33")]
    [InlineData("10.1.0.0/-1")]
    [InlineData("10.1.0.0/")]
    [InlineData("10.1.0.0/ 16")]
    [InlineData(" 10.1.0.0/16")]
    [InlineData("10.1/16")]
    [InlineData("012.0.0.0/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("10.0.0.0/8:")]
    [InlineData("10.0.0.0/8:0")]
    [InlineData("10.0.0.0/8:65536")]
    [InlineData("10.0.0.0/8:443,")]
    [InlineData("10.0.0.0/8:443-")]
    [InlineData("10.0.0.0/8:-443")]
    [InlineData("10.0.0.0/8:x-443")]
    [InlineData("10.0.0.0/8:0-443")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/8:8443-443")]
    [InlineData("10.0.0.0/8:https")]
    [InlineData("10.0.0.0/8:+443")]
    [InlineData("fd00::1/8")]
    [InlineData("fd00::/129")]
    [InlineData("[fd00::]/8")]
    [InlineData("[fd00::/8:443")]
    [InlineData("fd00::/8]:443")]
    [InlineData("fe80::%1/64")]
    [InlineData("github.example.com/32")]
    [InlineData("https://10.0.0.0/8")]
    public void TryParse_RefusesAllElse_AndSaysWhy(string? text)
    {
        Assert.False(AllowedNetwork.TryParse(text, out var network, out var problem));
        Assert.Null(network);
        Assert.NotEmpty(problem);
    }

    [Property]
    public void TryParse_NeverThrows_AndSaysWhyOrNot(string? text)
    {
        var parsed = AllowedNetwork.TryParse(text, out var network, out var problem);

        Assert.Equal(parsed, network is not null);
        Assert.Equal(parsed, problem is null);
    }

    [Property]
    public void TryParse_NeverThrows_NearTheTruth(byte a, byte b, sbyte prefix, short port, string? tail)
        => TryParse_NeverThrows_AndSaysWhyOrNot($"{a}.{b}.0.0/{prefix}:{port}{tail}");
}
