using Gateway.ScmIntegrations.OAuth;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.ScmIntegrations.OAuth;

public sealed class OAuthClientOptionsTests
{
    [Theory]
    [InlineData("id", "secret", null, null)]
    [InlineData("id", "secret", "https://git.example.com", null)]
    [InlineData(null, "secret", null, "Gateway:OAuth:github:ClientId must be set.")]
    [InlineData(" ", "secret", null, "Gateway:OAuth:github:ClientId must be set.")]
    [InlineData("id", null, null, "Gateway:OAuth:github:ClientSecret must be set.")]
    [InlineData("id", " ", null, "Gateway:OAuth:github:ClientSecret must be set.")]
    [InlineData("id", "secret", "", "Gateway:OAuth:github:Url must be the address of an instance, for example https://git.example.com.")]
    [InlineData("id", "secret", "nowhere", "Gateway:OAuth:github:Url must be the address of an instance, for example https://git.example.com.")]
    public void A_Client_Has_An_Id_A_Secret_And_May_Have_An_Address(string? id, string? secret, string? url, string? problem)
    {
        var clients = new OAuthOptionsByType { ["github"] = new OAuthClientOptions { ClientId = id, ClientSecret = secret, Url = url } };

        Assert.Equal(problem is null ? [] : [problem], clients.Validate());
    }

    [Fact]
    public void A_Client_Is_Of_A_Type_In_The_Spelling_Of_Types()
    {
        var client = new OAuthClientOptions { ClientId = "id", ClientSecret = "secret" };

        Assert.Equal(["Gateway:OAuth:Git Hub is not a well-formed scm_type."], new OAuthOptionsByType { ["Git Hub"] = client }.Validate());
        Assert.False(new OAuthOptionsByType { ["github"] = client }.ContainsKey("GITHUB"));
    }

    [Theory]
    [InlineData("id", "false", true)]
    [InlineData("id", "False", true)]
    [InlineData("id", "true", false)]
    [InlineData("id", null, false)]
    [InlineData(null, "false", false)]
    public async Task Clients_Need_The_Page(string? clientId, string? enabled, bool isProblem)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Dashboard:Enabled"] = enabled,
            [clientId is null ? "Gateway:Other" : "Gateway:OAuth:github:ClientId"] = clientId,
        }).Build();

        var problems = await new OAuthNeedsDashboardRule().FindProblemsAsync(settings, CancellationToken.None).ToListAsync();

        Assert.Equal(
            isProblem ? ["Gateway:OAuth needs Gateway:Dashboard:Enabled: people sign in there before they link in the browser."] : [],
            problems);
    }
}
