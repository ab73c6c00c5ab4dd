using Providers.Abstractions;

namespace Providers.GitHubEnterprise.Tests;

public sealed class GitHubApiRootTests
{
    [Theory]
    [InlineData("https://github.com", "https://api.github.com/")]
    [InlineData("https://github.com/", "https://api.github.com/")]
    [InlineData("https://GitHub.com", "https://api.github.com/")]
    [InlineData("https://ghe.example.com", "https://ghe.example.com/api/v3/")]
    [InlineData("https://ghe.example.com/", "https://ghe.example.com/api/v3/")]
    [InlineData("https://ghe.example.com:443", "https://ghe.example.com/api/v3/")]
    [InlineData("https://ghe.example.com:8443", "https://ghe.example.com:8443/api/v3/")]
    [InlineData("http://ghe.example.com:8080", "http://ghe.example.com:8080/api/v3/")]
    [InlineData("https://ghe.example.com/prefix", "https://ghe.example.com/prefix/api/v3/")]
    [InlineData("https://ghe.example.com/Prefix/Deeper/", "https://ghe.example.com/Prefix/Deeper/api/v3/")]
    [InlineData("https://10.1.2.3:444", "https://10.1.2.3:444/api/v3/")]
    [InlineData("https://[2001:db8::1]:444/x", "https://[2001:db8::1]:444/x/api/v3/")]
    [InlineData("https://octocorp.ghe.com", "https://api.octocorp.ghe.com/")]
    [InlineData("https://OctoCorp.ghe.com/", "https://api.octocorp.ghe.com/")]
    [InlineData("https://octocorp.ghe.com:8443", "https://api.octocorp.ghe.com:8443/")]
    [InlineData("https://ghe.com.example.com", "https://ghe.com.example.com/api/v3/")]
    [InlineData("https://notghe.com", "https://notghe.com/api/v3/")]
    [InlineData("https://github.com.example.com", "https://github.com.example.com/api/v3/")]
    public void Of_EachKindOfInstance_IsItsApi(string instance, string root)
        => Assert.Equal(root, GitHubApiRoot.Of(ScmInstance.Parse(instance)).AbsoluteUri);
}
