using Gateway.ScmIntegrations;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

public sealed class LinkRefusalsTests
{
    [Theory]
    [InlineData("lacks a scope")]
    [InlineData("lacks the scope api", "api")]
    [InlineData("lacks the scopes api, read_user", "api", "read_user")]
    public void Missing_Scopes_Are_Named(string message, params string[] scopes)
        => Assert.Equal([message], LinkRefusals.ForToken(ScmFailure.ScopeMissing(scopes), Forge.Description).FieldErrors["access_token"]);

    [Fact]
    public void Only_Who_Gave_An_Address_Is_Told_What_Is_Wrong_With_It()
    {
        Assert.Equal(["is not a Forge instance"], LinkRefusals.ForCreate(ScmFailure.NotThisPlatform(), Forge.Description).FieldErrors["url"]);
        Assert.Equal(["cannot be reached from here"], LinkRefusals.ForCreate(ScmFailure.InstanceUnreachable(), Forge.Description).FieldErrors["url"]);
        Assert.Equal(503, LinkRefusals.ForToken(ScmFailure.NotThisPlatform(), Forge.Description).Status);
        Assert.Equal(503, LinkRefusals.ForToken(ScmFailure.InstanceUnreachable(), Forge.Description).Status);
    }
}
