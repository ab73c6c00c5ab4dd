namespace Providers.Abstractions.Tests;

public sealed class ScmInstanceTests
{
    [Theory]
    [InlineData("https://ghe.example.com", "https://ghe.example.com")]
    [InlineData("https://ghe.example.com/", "https://ghe.example.com")]
    [InlineData("HTTPS://GHE.Example.COM/", "https://ghe.example.com")]
    [InlineData("https://ghe.example.com:443", "https://ghe.example.com")]
    [InlineData("http://ghe.example.com:80/", "http://ghe.example.com")]
    [InlineData("https://ghe.example.com:80", "https://ghe.example.com:80")]
    [InlineData("http://ghe.example.com:443", "http://ghe.example.com:443")]
    [InlineData("https://ghe.example.com:65535", "https://ghe.example.com:65535")]
    [InlineData("https://ghe.example.com/Git/Lab", "https://ghe.example.com/Git/Lab")]
    [InlineData("https://ghe.example.com/Git/Lab/", "https://ghe.example.com/Git/Lab")]
    [InlineData("https://ghe.example.com:8443/a-b_c.d~e", "https://ghe.example.com:8443/a-b_c.d~e")]
    [InlineData("https://ghe.example.com/..a/b..", "https://ghe.example.com/..a/b..")]
    [InlineData("https://localhost", "https://localhost")]
    [InlineData("https://git_lab.internal", "https://git_lab.internal")]
    [InlineData("https://xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [InlineData("https://10.1.2.3", "https://10.1.2.3")]
    [InlineData("http://10.1.2.3:8080/x", "http://10.1.2.3:8080/x")]
    [InlineData("https://[2001:db8::1]", "https://[2001:db8::1]")]
    [InlineData("https://[2001:DB8:0:0::1]:8443/x/", "https://[2001:db8::1]:8443/x")]
    [InlineData("https://[::ffff:10.0.0.1]", "https://[::ffff:10.0.0.1]")]
    public void TryParse_AnAddress_IsMadeCanonical(string url, string canonical)
    {
        Assert.True(ScmInstance.TryParse(url, out var instance));
        Assert.Equal(canonical, instance.Url);
        Assert.Equal(canonical, instance.ToString());
        Assert.Equal("", instance.Address.Query);
        Assert.Equal("", instance.Address.Fragment);
    }

    [Theory]
    [InlineData("https://ghe.example.com/")]
    [InlineData("HTTPS://GHE.Example.COM:443/Git/")]
    [InlineData("https://[2001:DB8:0:0::1]:8443/x/")]
    public void TryParse_TheCanonicalText_IsTheSameInstance(string url)
    {
        var instance = ScmInstance.Parse(url);

        Assert.Equal(instance, ScmInstance.Parse(instance.Url));
        Assert.Equal(instance.Url, ScmInstance.Parse(instance.Url).Url);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ghe.example.com")]
    [InlineData("//ghe.example.com")]
    [InlineData("/etc/passwd")]
    [InlineData("https:")]
    [InlineData("https:/")]
    [InlineData("https://")]
    [InlineData("https:///")]
    [InlineData("https:///path")]
    [InlineData("https:ghe.example.com")]
    [InlineData("https:/ghe.example.com")]
    [InlineData("https:///ghe.example.com")]
    [InlineData("://ghe.example.com")]
    public void TryParse_NoAbsoluteAddress_IsRefused(string? url) => AssertRefused(url);

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://ghe.example.com")]
    [InlineData("gopher://ghe.example.com")]
    [InlineData("ws://ghe.example.com")]
    [InlineData("wss://ghe.example.com")]
    [InlineData("unix://var/run/docker.sock")]
    [InlineData("javascript://ghe.example.com")]
    [InlineData("httpss://ghe.example.com")]
    [InlineData("xhttps://ghe.example.com")]
    [InlineData("https\u0000://ghe.example.com")]
    [InlineData("ht\ntps://ghe.example.com")]
    public void TryParse_AnotherScheme_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://user@ghe.example.com")]
    [InlineData("https://user:secret@ghe.example.com")]
    [InlineData("https://@ghe.example.com")]
    [InlineData("https://ghe.example.com@127.0.0.1")]
    [InlineData("https://ghe.example.com%40127.0.0.1")]
    [InlineData("https://127.0.0.1#@ghe.example.com")]
    [InlineData("https://127.0.0.1\\@ghe.example.com")]
    public void TryParse_AUserPart_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://ghe.example.com?x=1")]
    [InlineData("https://ghe.example.com/?x=1")]
    [InlineData("https://ghe.example.com/admin?x=")]
    [InlineData("https://ghe.example.com?")]
    [InlineData("https://ghe.example.com#")]
    [InlineData("https://ghe.example.com/#frag")]
    [InlineData("https://ghe.example.com/a;b=c")]
    [InlineData("https://ghe.example.com;x")]
    public void TryParse_AQueryAFragmentOrParameters_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://ghe.example.com/.")]
    [InlineData("https://ghe.example.com/..")]
    [InlineData("https://ghe.example.com/a/../b")]
    [InlineData("https://ghe.example.com/a/./b")]
    [InlineData("https://ghe.example.com/../")]
    [InlineData("https://ghe.example.com//")]
    [InlineData("https://ghe.example.com//a")]
    [InlineData("https://ghe.example.com/a//b")]
    [InlineData("https://ghe.example.com/a//")]
    [InlineData("https://ghe.example.com/..;/a")]
    public void TryParse_ADotOrEmptySegment_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://ghe.example.com/%2e%2e")]
    [InlineData("https://ghe.example.com/a%2fb")]
    [InlineData("https://ghe.example.com/a%5cb")]
    [InlineData("https://ghe.example.com/a%00")]
    [InlineData("https://ghe.example.com/a%20b")]
    [InlineData("https://ghe.example.com/%")]
    [InlineData("https://ghe%2eexample.com")]
    [InlineData("https://%67he.example.com")]
    [InlineData("https://127.0.0.1%2f.example.com")]
    public void TryParse_APercentSign_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https:\\\\ghe.example.com")]
    [InlineData("https://ghe.example.com\\a")]
    [InlineData("https://ghe.example.com/a\\b")]
    [InlineData("https://ghe.example.com\\.evil.example")]
    public void TryParse_ABackslash_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData(" https://ghe.example.com")]
    [InlineData("https://ghe.example.com ")]
    [InlineData("https://ghe.example.com\n")]
    [InlineData("https://ghe.exa mple.com")]
    [InlineData("https://ghe.example.com/a b")]
    [InlineData("https://ghe.example.com\t/a")]
    [InlineData("https://ghe.example.com\r\nHost: evil")]
    [InlineData("https://ghe.example.com\u0000")]
    [InlineData("https://ghe.example.com/\u007f")]
    public void TryParse_WhiteSpaceOrControl_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://bücher.example")]
    [InlineData("https://ghe.example.com/ä")]
    [InlineData("https://ｇｈｅ.example.com")]
    [InlineData("https://１２７.0.0.1")]
    [InlineData("https://127。0。0。1")]
    [InlineData("https://ghe.example.com／a")]
    [InlineData("https://gh\u00ade.example.com")]
    [InlineData("https://ghe\u200b.example.com")]
    [InlineData("https://\u202eghe.example.com")]
    public void TryParse_NonAscii_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://2130706433")]
    [InlineData("https://017700000001")]
    [InlineData("https://0x7f000001")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://0177.0.0.1")]
    [InlineData("https://127.1")]
    [InlineData("https://127.0.1")]
    [InlineData("https://127.000.000.001")]
    [InlineData("https://0x7f.0x0.0x0.0x1")]
    [InlineData("https://010.0.0.1")]
    [InlineData("https://0")]
    [InlineData("https://1")]
    [InlineData("https://4294967295")]
    public void TryParse_AnotherSpellingOfAnIPv4Address_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://ghe.example.com.")]
    [InlineData("https://127.0.0.1.")]
    [InlineData("https://.")]
    [InlineData("https://ghe.example.com.:443")]
    [InlineData("https://.ghe.example.com")]
    [InlineData("https://ghe..example.com")]
    public void TryParse_ADotTooMany_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://[::1%25lo]")]
    [InlineData("https://[::1%lo]")]
    [InlineData("https://[fe80::1%eth0]")]
    [InlineData("https://[::1")]
    [InlineData("https://[2001:db8::1]]")]
    [InlineData("https://[2001:db8::1]x]")]
    [InlineData("https://[2001:db8::1]:443]")]
    [InlineData("https://::1")]
    [InlineData("https://::1]")]
    [InlineData("https://[]")]
    [InlineData("https://[ghe.example.com]")]
    [InlineData("https://[127.0.0.1]")]
    [InlineData("https://[v1.x]")]
    [InlineData("https://[::1]x")]
    [InlineData("https://[::1].example.com")]
    [InlineData("https://[::1]:")]
    [InlineData("https://[::1]:0")]
    [InlineData("https://[::1]:99999")]
    [InlineData("https://[:::1]")]
    [InlineData("https://2001:db8::1:443")]
    public void TryParse_AnIPv6AddressOutOfShape_IsRefused(string url) => AssertRefused(url);

    [Theory]
    [InlineData("https://ghe.example.com:")]
    [InlineData("https://ghe.example.com:/")]
    [InlineData("https://ghe.example.com:0")]
    [InlineData("https://ghe.example.com:00443")]
    [InlineData("https://ghe.example.com:0443")]
    [InlineData("https://ghe.example.com:65536")]
    [InlineData("https://ghe.example.com:99999999999")]
    [InlineData("https://ghe.example.com:-1")]
    [InlineData("https://ghe.example.com:+443")]
    [InlineData("https://ghe.example.com:443x")]
    [InlineData("https://ghe.example.com:x")]
    [InlineData("https://ghe.example.com:443:443")]
    [InlineData("https://:443")]
    public void TryParse_APortThatIsNone_IsRefused(string url) => AssertRefused(url);

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        AssertRefused($"https://{new string('a', 254)}");
        AssertRefused($"https://{string.Join('.', Enumerable.Repeat(new string('a', 60), 5))}");
        AssertRefused($"https://ghe.example.com/{new string('a', 2048)}");
        Assert.True(ScmInstance.TryParse($"https://ghe.example.com/{new string('a', 1000)}", out _));
    }

    [Fact]
    public void TryParse_EveryAsciiCharacterInThePath_IsReadAsWrittenOrRefused()
    {
        for (var c = '\0'; c < 128; c++)
        {
            var url = $"https://ghe.example.com/a{c}b";
            if (ScmInstance.TryParse(url, out var instance))
            {
                Assert.Equal(url, instance.Url);
                Assert.Equal($"/a{c}b", instance.Address.AbsolutePath);
            }
        }
    }

    [Fact]
    public void TryParse_EveryAsciiCharacterInTheHost_IsReadAsWrittenOrRefused()
    {
        for (var c = '\0'; c < 128; c++)
        {
            if (ScmInstance.TryParse($"https://a{c}b.example.com", out var instance))
            {
                // A slash ends the host, and nothing else does.
                Assert.Equal(c == '/' ? "a" : $"a{char.ToLowerInvariant(c)}b.example.com", instance.Address.Host);
            }
        }
    }

    [Fact]
    public void Parse_NoInstance_ThrowsWithoutRepeatingIt()
    {
        var exception = Assert.Throws<FormatException>(() => ScmInstance.Parse("https://user:secret@ghe.example.com"));

        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_ComparesTheCanonicalText()
    {
        var instance = ScmInstance.Parse("https://ghe.example.com/Git");

        Assert.Equal(instance, ScmInstance.Parse("HTTPS://GHE.example.com:443/Git/"));
        Assert.Equal(instance.GetHashCode(), ScmInstance.Parse("HTTPS://GHE.example.com:443/Git/").GetHashCode());
        Assert.NotEqual(instance, ScmInstance.Parse("https://ghe.example.com/git"));
        Assert.NotEqual(instance, ScmInstance.Parse("http://ghe.example.com/Git"));
        Assert.NotEqual(instance, ScmInstance.Parse("https://ghe.example.com:444/Git"));
        Assert.False(instance.Equals(null));
    }

    [Theory]
    [InlineData("https://ghe.example.com", "api/v4/user", "https://ghe.example.com/api/v4/user")]
    [InlineData("https://ghe.example.com/", "/api/v4/user", "https://ghe.example.com/api/v4/user")]
    [InlineData("https://ghe.example.com:8443/Git/", "api/v3/", "https://ghe.example.com:8443/Git/api/v3/")]
    [InlineData("https://ghe.example.com", "projects/a%2Fb?x=1", "https://ghe.example.com/projects/a%2Fb?x=1")]
    [InlineData("https://ghe.example.com", "//evil.example/x", "https://ghe.example.com/evil.example/x")]
    [InlineData("https://ghe.example.com", "", "https://ghe.example.com/")]
    public void Append_APath_GoesBelowThePrefix(string instance, string path, string address)
        => Assert.Equal(address, ScmInstance.Parse(instance).Append(path).AbsoluteUri);

    private static void AssertRefused(string? url)
    {
        Assert.False(ScmInstance.TryParse(url, out var instance), instance?.Url);
        Assert.Null(instance);
    }
}
