using Providers.Abstractions;

namespace Providers.GitLabSelfHosted.Tests;

public sealed class GitLabApiRootTests
{
    [Theory]
    [InlineData("https://gitlab.com", "https://gitlab.com/api/v4")]
    [InlineData("https://GitLab.com/", "https://gitlab.com/api/v4")]
    [InlineData("https://gitlab.example.com", "https://gitlab.example.com/api/v4")]
    [InlineData("https://gitlab.example.com:443/", "https://gitlab.example.com/api/v4")]
    [InlineData("https://gitlab.example.com:8443", "https://gitlab.example.com:8443/api/v4")]
    [InlineData("http://gitlab.example.com:8080", "http://gitlab.example.com:8080/api/v4")]
    [InlineData("https://example.com/gitlab", "https://example.com/gitlab/api/v4")]
    [InlineData("https://example.com/GitLab/Deeper/", "https://example.com/GitLab/Deeper/api/v4")]
    [InlineData("https://10.1.2.3:444", "https://10.1.2.3:444/api/v4")]
    [InlineData("https://[2001:db8::1]:444/x", "https://[2001:db8::1]:444/x/api/v4")]
    public void Of_EachKindOfInstance_IsItsApi(string instance, string root)
        => Assert.Equal(root, GitLabApiRoot.Of(ScmInstance.Parse(instance)).AbsoluteUri);
}
