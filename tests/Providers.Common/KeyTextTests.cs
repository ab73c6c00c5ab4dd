using Providers.Abstractions.Capabilities;

namespace Providers.Common.Tests;

public sealed class KeyTextTests
{
    private const string Algorithm = "ssh-rsa ";
    private const int LongestKey = 16 * 1024;

    [Fact]
    public void Read_AsLongAsItMayBe_IsRead() => Assert.NotNull(Read(Algorithm + new string('A', LongestKey - Algorithm.Length)));

    [Fact]
    public void Read_TooLong_IsNone() => Assert.Null(Read(Algorithm + new string('A', LongestKey - Algorithm.Length + 1)));

    [Fact]
    public void Read_SecondLine_IsNone() => Assert.Null(Read("ssh-rsa AAAA \nssh-rsa BBBB"));

    [Fact]
    public void Read_TitleAsLongAsItMayBe_IsKept()
    {
        var title = new string('t', 255);

        Assert.Equal(title, KeyText.Read(7, title, "ssh-rsa AAAA")?.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData(null)]
    public void Read_NoTitle_IsTheId(string? title) => Assert.Equal("7", KeyText.Read(7, title, "ssh-rsa AAAA")?.Title);

    [Fact]
    public void Read_TitleTooLong_IsTheId() => Assert.Equal("7", KeyText.Read(7, new string('t', 256), "ssh-rsa AAAA")?.Title);

    [Fact]
    public void Read_TitleWithControls_LosesThem() => Assert.Equal("work laptop", KeyText.Read(7, " work\r\n laptop\0 ", "ssh-rsa AAAA")?.Title);

    private static ScmPublicKey? Read(string key) => KeyText.Read(7, "title", key);
}
