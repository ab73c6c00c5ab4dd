using Gateway.Identity;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Identity;

public sealed class StaticOwnerSourceTests
{
    private readonly StaticOwnerSource _source;

    public StaticOwnerSourceTests()
    {
        var options = new IdentityOptions();
        options.Static.Tokens["token-of-jo"] = new StaticOwnerOptions { Id = "us-1", Email = "jo@example.com", Username = "jo" };
        options.Static.Tokens["token-of-nameless"] = new StaticOwnerOptions { Id = "us-2" };
        _source = new StaticOwnerSource(Options.Create(options));
    }

    [Fact]
    public async Task A_Configured_Token_Names_Its_Owner()
        => Assert.Equal(new CurrentOwner("us-1", "jo@example.com", "jo"), (await FindAsync("token-of-jo")).Owner);

    [Fact]
    public async Task An_Owner_Needs_No_Name() => Assert.Equal(new CurrentOwner("us-2", "", ""), (await FindAsync("token-of-nameless")).Owner);

    [Theory]
    [InlineData("token-of-al")]
    [InlineData("TOKEN-OF-JO")]
    public async Task Any_Other_Token_Is_Refused(string token)
    {
        var answer = await FindAsync(token);

        Assert.Null(answer.Owner);
        Assert.False(answer.IsUnavailable);
    }

    private ValueTask<OwnerAnswer> FindAsync(string token) => _source.FindOwnerAsync(new Secret(token), CancellationToken.None);
}
