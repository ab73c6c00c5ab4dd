using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Common.Tests;

namespace Providers.GitLabSelfHosted.Tests;

internal static class GitLabCases
{
    public static PlatformCase SelfHosted => new()
    {
        Provider = new GitLabSelfHostedProvider(),
        Instance = ScmInstance.Parse("https://gitlab.example.com:8443/code"),
        ApiRoot = "https://gitlab.example.com:8443/code/api/v4/",
        PlatformName = "GitLab",
        DisplayName = "GitLab self-hosted",
        NameMember = "username",
        PageMember = "web_url",
        ForeignUser = GitHubUser,
        AuthorizationEndpoint = "https://gitlab.example.com:8443/code/oauth/authorize",
        TokenEndpoint = "https://gitlab.example.com:8443/code/oauth/token",
        Scope = "api",
    };

    public static PlatformCase Public => SelfHosted with
    {
        Provider = new GitLabProvider(),
        Instance = ScmInstance.Parse("https://gitlab.com"),
        ApiRoot = "https://gitlab.com/api/v4/",
        DisplayName = "GitLab",
        AuthorizationEndpoint = "https://gitlab.com/oauth/authorize",
        TokenEndpoint = "https://gitlab.com/oauth/token",
    };

    private static JsonObject GitHubUser => new()
    {
        ["login"] = "octocat",
        ["id"] = 1,
        ["node_id"] = "MDQ6VXNlcjE=",
        ["avatar_url"] = "https://github.com/images/error/octocat_happy.gif",
        ["html_url"] = "https://github.com/octocat",
        ["type"] = "User",
        ["email"] = "octocat@github.com",
    };
}
