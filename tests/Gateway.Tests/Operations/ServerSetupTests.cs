using Tests.Common;

namespace Gateway.Tests.Operations;

public sealed class ServerSetupTests
{
    [Theory]
    [InlineData("5", 200)]
    [InlineData("005", 200)]
    [InlineData("+5", 400)]
    [InlineData("-5", 400)]
    [InlineData("5 5", 400)]
    [InlineData("0x5", 400)]
    [InlineData("5,5", 400)]
    [InlineData("99999999999999999999", 400)]
    [InlineData("000000000000000000000000000000000000005", 400)]
    public async Task A_Length_Is_Digits_Or_Refused(string length, int status)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var answer = await RawHttpClient.SendOnceAsync(
            gateway.Public.BaseAddress!.Port,
            $"POST /v1/apps HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\nhello");

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200, !gateway.Upstream.Requests.IsEmpty);
    }
}
