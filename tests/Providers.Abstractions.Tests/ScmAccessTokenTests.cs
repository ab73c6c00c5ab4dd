using System.Globalization;
using System.Text.Json;

namespace Providers.Abstractions.Tests;

public sealed class ScmAccessTokenTests
{
    private const string Text = "glpat-canary_7f3a";

    [Theory]
    [InlineData("x")]
    [InlineData(Text)]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~")]
    public void TryParse_PrintableAscii_IsKept(string text)
    {
        Assert.True(ScmAccessToken.TryParse(text, out var token));
        Assert.Equal(text, token.Reveal());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" token")]
    [InlineData("token ")]
    [InlineData("to ken")]
    [InlineData("a\r\nX-Injected: 1")]
    [InlineData("a\n")]
    [InlineData("a\tb")]
    [InlineData("a\u0000b")]
    [InlineData("a\u007fb")]
    [InlineData("tökén")]
    [InlineData("tok\u200ben")]
    public void TryParse_WhatCannotStandInAHeader_IsRefused(string? text)
    {
        Assert.False(ScmAccessToken.TryParse(text, out var token));
        Assert.Null(token);
    }

    [Fact]
    public void TryParse_LongerThan8192_IsRefused()
    {
        Assert.True(ScmAccessToken.TryParse(new string('x', 8192), out _));
        Assert.False(ScmAccessToken.TryParse(new string('x', 8193), out _));
    }

    [Fact]
    public void ToString_InEveryWay_GivesNothingAway()
    {
        var token = ScmAccessToken.Parse(Text);

        Assert.Equal("***", token.ToString());
        Assert.Equal("***", $"{token}");
        Assert.Equal("***", string.Format(CultureInfo.InvariantCulture, "{0:G}", token));
        Assert.DoesNotContain(Text, JsonSerializer.Serialize(token), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NoToken_ThrowsWithoutRepeatingIt()
    {
        var exception = Assert.Throws<FormatException>(() => ScmAccessToken.Parse($"{Text}\n"));

        Assert.DoesNotContain(Text, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_IsOrdinal()
    {
        var token = ScmAccessToken.Parse(Text);

        Assert.Equal(token, ScmAccessToken.Parse(Text));
        Assert.Equal(token.GetHashCode(), ScmAccessToken.Parse(Text).GetHashCode());
        Assert.NotEqual(token, ScmAccessToken.Parse(Text.ToUpperInvariant()));
        Assert.False(token.Equals(null));
        Assert.False(token.Equals((object)Text));
    }
}
