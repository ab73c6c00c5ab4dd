using Gateway.Configuration;

namespace Gateway.Tests.Operations;

/// <summary>The framework's own switch, with which anybody could claim any address.</summary>
public sealed class ForwardedHeadersRuleTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public async Task With_It_The_Gateway_Does_Not_Start(string value)
    {
        var problem = await Assert.ThrowsAsync<InvalidSettingsException>(() => RunningGateway.StartAsync(arguments: $"--FORWARDEDHEADERS_ENABLED={value}"));

        Assert.Contains("ASPNETCORE_FORWARDEDHEADERS_ENABLED", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:FrontProxies:Networks", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_Off_It_Is_No_Matter()
    {
        await using var gateway = await RunningGateway.StartAsync(arguments: "--FORWARDEDHEADERS_ENABLED=false");

        Assert.True((await gateway.Management.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode);
    }
}
