using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Common.Tests;

namespace Providers.GitHubEnterprise.Tests;

internal static class GitHubCases
{
    public static PlatformCase Enterprise => new()
    {
        Provider = new GitHubEnterpriseProvider(),
        Instance = ScmInstance.Parse("https://ghe.example.com:8443/code"),
        ApiRoot = "https://ghe.example.com:8443/code/api/v3/",
        PlatformName = "GitHub Enterprise",
        DisplayName = "GitHub Enterprise",
        NameMember = "login",
        PageMember = "html_url",
        ForeignUser = GitLabUser,
        AuthorizationEndpoint = "https://ghe.example.com:8443/code/login/oauth/authorize",
        TokenEndpoint = "https://ghe.example.com:8443/code/login/oauth/access_token",
        Scope = "repo",
    };

    public static PlatformCase Public => Enterprise with
    {
        Provider = new GitHubProvider(),
        Instance = ScmInstance.Parse("https://github.com"),
        ApiRoot = "https://api.github.com/",
        PlatformName = "GitHub",
        DisplayName = "GitHub",
        AuthorizationEndpoint = "https://github.com/login/oauth/authorize",
        TokenEndpoint = "https://github.com/login/oauth/access_token",
    };

    private static JsonObject GitLabUser => new()
    {
        ["id"] = 1,
        ["username"] = "john_smith",
        ["email"] = "john@example.com",
        ["name"] = "John Smith",
        ["state"] = "active",
        ["avatar_url"] = "http://localhost:3000/uploads/user/avatar/1/index.jpg",
        ["web_url"] = "http://localhost:3000/john_smith",
    };
}
