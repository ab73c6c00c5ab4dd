using Gateway.ScmIntegrations;

namespace Gateway.Tests.ScmIntegrations;

public sealed class ScmIntegrationOptionsTests
{
    [Theory]
    [InlineData("https://dashboard.example.com", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://dashboard.example.com/", false)]
    [InlineData("https://dashboard.example.com/page", false)]
    [InlineData("ftp://dashboard.example.com", false)]
    [InlineData("dashboard.example.com", false)]
    [InlineData("*", false)]
    public void An_Origin_Is_A_Scheme_Of_The_Web_And_A_Host(string origin, bool isGood)
    {
        var options = new CorsOptions { Origins = { origin } };

        Assert.Equal(
            isGood ? [] : [$"Gateway:Cors:Origins: «{origin}» is not an origin such as https://dashboard.example.com."],
            options.Validate());
    }

    [Fact]
    public void Limits_Are_One_Or_More_And_All_That_Are_Not_Are_Named()
    {
        Assert.Empty(new LimitOptions().Validate());
        Assert.Empty(new LimitOptions { PerOwnerPerMinute = 1, CreatesPerOwnerPerMinute = 1, IntegrationsPerOwner = 1, ConcurrentPlatformCalls = 1 }.Validate());
        Assert.Equal(
            ["Gateway:Limits:CreatesPerOwnerPerMinute must be 1 or more.", "Gateway:Limits:ConcurrentPlatformCalls must be 1 or more."],
            new LimitOptions { CreatesPerOwnerPerMinute = 0, ConcurrentPlatformCalls = -1 }.Validate());
    }
}
