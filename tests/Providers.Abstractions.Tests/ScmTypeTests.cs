namespace Providers.Abstractions.Tests;

public sealed class ScmTypeTests
{
    [Theory]
    [InlineData("github")]
    [InlineData("github-enterprise")]
    [InlineData("gitlab-self-hosted")]
    [InlineData("a")]
    [InlineData("a1-2b-3")]
    [InlineData("gitea2")]
    public void TryParse_AType_IsKeptAsItIs(string text)
    {
        Assert.True(ScmType.TryParse(text, out var type));
        Assert.Equal(text, type.Value);
        Assert.Equal(text, type.ToString());
        Assert.Equal(type, ScmType.Parse(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("GitHub")]
    [InlineData("github ")]
    [InlineData(" github")]
    [InlineData("github\n")]
    [InlineData("git hub")]
    [InlineData("git_hub")]
    [InlineData("git.hub")]
    [InlineData("git/hub")]
    [InlineData("git%68ub")]
    [InlineData("-github")]
    [InlineData("github-")]
    [InlineData("git--hub")]
    [InlineData("1github")]
    [InlineData("gıthub")]
    [InlineData("ｇithub")]
    [InlineData("../github")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(ScmType.TryParse(text, out var type));
        Assert.Null(type);
    }

    [Theory]
    [InlineData("abcdefab-cdef-abcd-efab-cdefabcdefab")]
    [InlineData("abcdefabcdefabcdefabcdefabcdefab")]
    public void TryParse_TheShapeOfAUuid_IsRefused(string text) => Assert.False(ScmType.TryParse(text, out _));

    [Fact]
    public void TryParse_Longer_Than_64_IsRefused()
    {
        Assert.True(ScmType.TryParse(new string('g', 64), out _));
        Assert.False(ScmType.TryParse(new string('g', 65), out _));
    }

    [Fact]
    public void Parse_NoType_Throws_And_Says_The_Rule() => Assert.Equal(
        "«GitHub» is not a well-formed scm_type: lower-case letters, digits and inner hyphens, starting with a letter, "
        + "at most 64 characters, and not shaped like a UUID.",
        Assert.Throws<FormatException>(() => ScmType.Parse("GitHub")).Message);

    [Fact]
    public void Equals_IsOrdinal()
    {
        Assert.Equal(ScmType.Parse("github"), ScmType.Parse("github"));
        Assert.Equal(ScmType.Parse("github").GetHashCode(), ScmType.Parse("github").GetHashCode());
        Assert.NotEqual(ScmType.Parse("github"), ScmType.Parse("github-enterprise"));
    }
}
