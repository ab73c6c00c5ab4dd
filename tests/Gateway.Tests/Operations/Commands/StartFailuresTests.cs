using System.Net.Sockets;
using Gateway.Configuration;
using Gateway.Operations.Commands;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Operations.Commands;

public sealed class StartFailuresTests
{
    [Fact]
    public void Settings_That_Are_Not_Valid_Are_Told_Line_By_Line()
        => Assert.Equal(
            ["The settings are not valid:", "  A must be b.", "  C is not a setting."],
            StartFailures.Describe(new InvalidSettingsException(["A must be b.", "C is not a setting."])));

    [Fact]
    public void A_File_That_Is_Not_Json_Is_Told_With_Its_Line()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "{\n  \"a\": 1,\n  oops\n}");
            var exception = Assert.Throws<InvalidDataException>(() => new ConfigurationBuilder().AddJsonFile(file).Build());

            var line = Assert.Single(StartFailures.Describe(exception)!);

            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.Contains("Line 3:", line, StringComparison.Ordinal);
            Assert.DoesNotContain("BytePosition", line, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void An_Address_In_Use_Is_Told_With_The_Settings_To_Change()
    {
        var exception = new IOException(
            "Failed to bind to address http://127.0.0.1:8080: address already in use.", new AddressInUseException("in use"));

        var line = Assert.Single(StartFailures.Describe(exception)!);

        Assert.Contains("http://127.0.0.1:8080", line, StringComparison.Ordinal);
        Assert.Contains("Gateway:Management:Url", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, "CAP_NET_BIND_SERVICE")]
    [InlineData(SocketError.AddressNotAvailable, "not one of this machine's")]
    public void What_The_System_Refuses_Is_Told_In_Words(SocketError error, string expected)
        => Assert.Contains(expected, Assert.Single(StartFailures.Describe(new SocketException((int)error))!), StringComparison.Ordinal);

    [Fact]
    public void A_Bug_Is_Not_Dressed_Up() => Assert.Null(StartFailures.Describe(new InvalidOperationException("a bug")));
}
