namespace Gateway.Tests.Proxy;

public class ForwardedPathTests
{
    [Theory]
    [InlineData("/auth/v1/scm_integrations")]
    [InlineData("/auth/v1/scm_integrations/github")]
    [InlineData("/auth/v1/SCM_INTEGRATIONS")]
    [InlineData("/auth//v1/scm_integrations")]
    public async Task A_Route_That_Cuts_The_Path_Does_Not_Lead_To_The_Prefix(string path)
    {
        await using var gate = await GateFixture.StartAsync(new()
        {
            ["ReverseProxy:Routes:auth:Match:Path"] = "/auth/{**rest}",
            ["ReverseProxy:Routes:auth:Transforms:0:PathRemovePrefix"] = "/auth",
        });

        var answer = await gate.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Null(answer.Upstream);
    }

    [Fact]
    public async Task A_Route_That_Cuts_The_Path_Leads_Everywhere_Else()
    {
        await using var gate = await GateFixture.StartAsync(new()
        {
            ["ReverseProxy:Routes:auth:Match:Path"] = "/auth/{**rest}",
            ["ReverseProxy:Routes:auth:Transforms:0:PathRemovePrefix"] = "/auth",
        });

        Assert.Equal("/v1/users/self", (await gate.GetAsync("/auth/v1/users/self")).ForwardedTarget);
    }

    [Theory]
    [InlineData("{upstream}v1", "/scm_integrations", null)]
    [InlineData("{upstream}v1/", "/scm_integrations", null)]
    [InlineData("{upstream}v1", "/users/self", "/v1/users/self")]
    [InlineData("{upstream}base", "/v1/users", "/base/v1/users")]
    [InlineData("{upstream}base/", "/v1/apps/a%2Fb?c=d", "/base/v1/apps/a%2Fb?c=d")]
    public async Task A_Base_Path_Of_The_Destination_Counts(string address, string path, string? forwarded)
    {
        await using var gate = await GateFixture.StartAsync(new() { ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = address });

        var answer = await gate.GetAsync(path);

        Assert.Equal(forwarded, answer.ForwardedTarget);
        Assert.Equal(forwarded is null ? 404 : 200, answer.Status);
    }

    [Fact]
    public async Task A_Routes_Own_Header_Transforms_Are_Kept()
    {
        await using var gate = await GateFixture.StartAsync(new()
        {
            ["ReverseProxy:Routes:auth:Transforms:0:RequestHeader"] = "X-User-Id",
            ["ReverseProxy:Routes:auth:Transforms:0:Set"] = "operator",
        });

        var answer = await gate.GetAsync("/v1/users", "X-User-Id: attacker");

        Assert.Contains("X-User-Id: operator\r\n", answer.Upstream, StringComparison.Ordinal);
        Assert.DoesNotContain("attacker", answer.Upstream, StringComparison.Ordinal);
    }
}
