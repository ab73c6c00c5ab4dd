using Providers.Abstractions;

namespace Providers.GitHubEnterprise;

/// <summary>The platform's fixed names. https://docs.github.com/en/rest</summary>
internal static class GitHubDefaults
{
    public const string GitHubType = "github";
    public const string GitHubEnterpriseType = "github-enterprise";
    public const string PublicAddress = "https://github.com";

    public const string ProductName = "Gateway";
    public const string MediaType = "application/vnd.github+json";

    public const string ScopesHeader = "X-OAuth-Scopes";
    public const string AcceptedScopesHeader = "X-Accepted-OAuth-Scopes";
    public const string SingleSignOnHeader = "X-GitHub-SSO";
    public const string ExpirationHeader = "GitHub-Authentication-Token-Expiration";
    public const string RateLimitRemainingHeader = "X-RateLimit-Remaining";
    public const string RateLimitResetHeader = "X-RateLimit-Reset";

    public const string AuthorizationPath = "login/oauth/authorize";
    public const string TokenPath = "login/oauth/access_token";

    /// <summary>Enough for everything that the gateway does; more is never asked for.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["repo"];

    public static ScmInstance PublicInstance { get; } = ScmInstance.Parse(PublicAddress);
}
