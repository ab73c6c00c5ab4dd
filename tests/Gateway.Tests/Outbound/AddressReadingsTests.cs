using System.Net;
using FsCheck.Xunit;
using Gateway.Outbound;

namespace Gateway.Tests.Outbound;

public class AddressReadingsTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("2606:4700::1", "2606:4700::1")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("::1%1", "::1")]
    [InlineData("::127.0.0.1", "::127.0.0.1 127.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1", "::ffff:0:10.0.0.1 10.0.0.1")]
    [InlineData("64:ff9b::a00:1", "64:ff9b::a00:1 10.0.0.1")]
    [InlineData("64:ff9b:1:a00:0:100::", "64:ff9b:1:a00:0:100:: 10.0.0.1")]
    [InlineData("64:ff9b:1:0a:0:1::", "64:ff9b:1:a:0:1:: 10.0.0.1")]
    [InlineData("64:ff9b:1::7f00:1", "64:ff9b:1::7f00:1 127.0.0.1")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:: 0.0.0.0 0.0.0.0 0.0.0.0 0.0.0.0")]
    [InlineData("2002:a00:1::1", "2002:a00:1::1 10.0.0.1")]
    [InlineData("2001:0:7f00:1::", "2001:0:7f00:1:: 127.0.0.1 255.255.255.255")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:0:4136:e378:8000:63bf:3fff:fdd2 65.54.227.120 192.0.2.45")]
    [InlineData("2606:4700::5efe:a00:1", "2606:4700::5efe:a00:1 10.0.0.1")]
    [InlineData("2606:4700::200:5efe:7f00:1", "2606:4700::200:5efe:7f00:1 127.0.0.1")]
    [InlineData("2606:4700::300:5efe:7f00:1", "2606:4700::300:5efe:7f00:1 127.0.0.1")]
    public void Of_TellsAllThatAnAddressMayMean(string address, string readings)
        => Assert.Equal(
            readings.Split(' ').Select(IPAddress.Parse),
            AddressReadings.Of(IPAddress.Parse(address)));

    [Property]
    public void Of_FindsAnIPv4AddressInEveryForm(uint value)
    {
        var inner = new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        var (high, low) = (value >> 16, value & 0xffff);

        Assert.Equal([inner], AddressReadings.Of(IPAddress.Parse($"::ffff:{high:x}:{low:x}")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"::ffff:0:{high:x}:{low:x}")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"64:ff9b::{high:x}:{low:x}")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"2002:{high:x}:{low:x}::1")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"2001:0:{high:x}:{low:x}::")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"2001:0:808:808::{~high & 0xffff:x}:{~low & 0xffff:x}")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"2606:4700::5efe:{high:x}:{low:x}")));
        Assert.Contains(inner, AddressReadings.Of(IPAddress.Parse($"2606:4700::200:5efe:{high:x}:{low:x}")));
    }

    [Property]
    public void Of_FindsAnIPv4Address_WhereverTheLocalPrefixIsCut(uint value)
    {
        value |= 0x01000000;
        byte[] inner = [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
        int[][] positions = [[6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12], [12, 13, 14, 15]];
        foreach (var position in positions)
        {
            byte[] outer = [0, 0x64, 0xff, 0x9b, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            for (var index = 0; index < inner.Length; index++)
            {
                outer[position[index]] = inner[index];
            }

            Assert.Contains(new IPAddress(inner), AddressReadings.Of(new IPAddress(outer)));
        }
    }
}
