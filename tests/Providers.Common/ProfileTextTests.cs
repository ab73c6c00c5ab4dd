namespace Providers.Common.Tests;

public sealed class ProfileTextTests
{
    private const string Address = "https://x.example/";

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void IsUsername_Length_HasItsBounds(int length, bool valid) => Assert.Equal(valid, ProfileText.IsUsername(new string('u', length)));

    [Theory]
    [InlineData(320, true)]
    [InlineData(321, false)]
    public void Mail_Length_HasItsBounds(int length, bool valid)
    {
        var mail = "a@" + new string('b', length - 2);

        Assert.Equal(valid ? mail : null, ProfileText.Mail(mail));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Mail_Nothing_IsNull(string? text) => Assert.Null(ProfileText.Mail(text));

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void WebAddress_Length_HasItsBounds(int length, bool valid)
    {
        var address = Address + new string('a', length - Address.Length);

        Assert.Equal(valid ? address : null, ProfileText.WebAddress(address));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void WebAddress_Nothing_IsNull(string? text) => Assert.Null(ProfileText.WebAddress(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void NullIfEmpty_Blank_IsNull(string? text) => Assert.Null(ProfileText.NullIfEmpty(text));
}
