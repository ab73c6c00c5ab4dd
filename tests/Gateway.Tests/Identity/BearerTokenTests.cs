using Gateway.Identity;
using Microsoft.Extensions.Primitives;

namespace Gateway.Tests.Identity;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData("Bearer abc", "abc")]
    [InlineData("bearer abc", "abc")]
    [InlineData("BEARER a.b-c_d~e+f/g=", "a.b-c_d~e+f/g=")]
    public void TryRead_OneToken_IsRead(string header, string token)
    {
        Assert.True(BearerToken.TryRead(header, out var read));
        Assert.Equal(token, read.Reveal());
        Assert.Equal("***", read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer  abc")]
    [InlineData("Bearer abc ")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer a,Bearer b")]
    [InlineData("Bearer a\tb")]
    [InlineData("Bearer é")]
    [InlineData("Basic abc")]
    [InlineData("Bearerabc")]
    [InlineData("abc")]
    public void TryRead_AnythingElse_IsRefused(string header) => Assert.False(BearerToken.TryRead(header, out _));

    [Fact]
    public void TryRead_TwoHeaders_IsRefused() => Assert.False(BearerToken.TryRead(new StringValues(["Bearer a", "Bearer a"]), out _));

    [Fact]
    public void TryRead_NoHeader_IsRefused() => Assert.False(BearerToken.TryRead(StringValues.Empty, out _));

    [Fact]
    public void TryRead_AsLongAsItMayBe_IsRead() => Assert.True(BearerToken.TryRead("Bearer " + new string('a', 8192), out _));

    [Fact]
    public void TryRead_TooLong_IsRefused() => Assert.False(BearerToken.TryRead("Bearer " + new string('a', 8193), out _));
}
