using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.Tests.Storage;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

public sealed class ScmIntegrationExtensionsTests
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero).AddTicks(4567);
    private static readonly DateTimeOffset NowInMilliseconds = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly ScmIntegration _integration = Integrations.For("us-1");

    [Theory]
    [InlineData("https://x.example.com/a.png", "https://x.example.com/a.png")]
    [InlineData("http://x.example.com/a.png", "http://x.example.com/a.png")]
    [InlineData("javascript:alert(1)", "")]
    [InlineData("ftp://x.example.com/a.png", "")]
    [InlineData("/a.png", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Links_Of_A_Profile_Are_The_Webs(string? address, string expected)
    {
        var account = Account() with { AvatarUrl = address, ProfileUrl = address };
        var refreshed = _integration.Refresh(account, Now);

        Assert.Equal((expected, expected), (refreshed.AvatarUrl, refreshed.ProfileUrl));
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void What_Is_Longer_Than_Anybody_Shows_Is_Left_Out(int length, bool isKept)
    {
        var email = new string('e', length);
        var address = "https://x/".PadRight(length, 'a');
        var refreshed = _integration.Refresh(Account() with { Email = email, AvatarUrl = address }, Now);

        Assert.Equal((isKept ? email : "", isKept ? address : ""), (refreshed.Email, refreshed.AvatarUrl));
    }

    [Fact]
    public void Without_A_Profile_Texts_Are_Empty()
    {
        var linked = Account().ToIntegration(new CurrentOwner("us-1", "", ""), _integration.Type, _integration.Instance, Now);

        Assert.Equal(("", "", ""), (linked.AvatarUrl, linked.Email, linked.ProfileUrl));
        Assert.Equal(("", "", ""), (_integration.AvatarUrl, _integration.Email, _integration.ProfileUrl));
    }

    [Fact]
    public void A_Link_Begins_Now_In_Whole_Milliseconds_And_Is_Good()
    {
        var linked = Account().ToIntegration(new CurrentOwner("us-1", "", ""), _integration.Type, _integration.Instance, Now);

        Assert.Equal((NowInMilliseconds, NowInMilliseconds), (linked.CreatedAt, linked.CheckedAt));
        Assert.Equal(("us-1", "8", "mona", IntegrationStatus.Active), (linked.OwnerId, linked.Uid, linked.Username, linked.Status));
        Assert.Equal((IntegrationStatus.Invalid, NowInMilliseconds), (linked.Invalidate(Now).Status, linked.Invalidate(Now).CheckedAt));
    }

    [Fact]
    public void The_End_Of_A_Token_Is_The_Platforms_Word_Or_Else_Kept_Where_We_Refresh_It()
    {
        var (before, told) = (Now.AddHours(1), Now.AddHours(2));
        var forgetful = _integration with { ExpiresAt = before };
        var refreshing = forgetful with { RefreshToken = new Secret("r") };

        Assert.Equal(told, forgetful.Refresh(Account() with { ExpiresAt = told }, Now).ExpiresAt);
        Assert.Equal(told, refreshing.Refresh(Account() with { ExpiresAt = told }, Now).ExpiresAt);
        Assert.Equal(before, refreshing.Refresh(Account(), Now).ExpiresAt);
        Assert.Null(forgetful.Refresh(Account(), Now).ExpiresAt);
    }

    private static ScmAccount Account() => new() { Uid = "8", Username = "mona" };
}
