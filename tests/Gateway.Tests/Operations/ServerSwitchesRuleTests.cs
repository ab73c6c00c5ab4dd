using Gateway.Operations;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Operations;

public sealed class ServerSwitchesRuleTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.AllowKeepAliveAfterCLTE")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.EnableInsecureChunkedRequestParsing")]
    public async Task A_Switch_That_Has_Requests_Read_Laxly_Is_Refused(string name)
        => Assert.StartsWith($"{name} is on", Assert.Single(await FindProblemsAsync(one => one == name)), StringComparison.Ordinal);

    [Fact]
    public async Task Without_Them_There_Is_Nothing_To_Say() => Assert.Empty(await FindProblemsAsync(_ => false));

    private static async Task<List<string>> FindProblemsAsync(Func<string, bool> isOn)
        => await new ServerSwitchesRule(isOn).FindProblemsAsync(new ConfigurationBuilder().Build(), default).ToListAsync();
}
