using Providers.Abstractions;

namespace Providers.GitLabSelfHosted;

/// <summary>The platform's fixed names. https://docs.gitlab.com/api/rest/</summary>
internal static class GitLabDefaults
{
    public const string GitLabType = "gitlab";
    public const string GitLabSelfHostedType = "gitlab-self-hosted";
    public const string PublicAddress = "https://gitlab.com";
    public const string PlatformName = "GitLab";

    public const string ProductName = "Gateway";

    public const string NextPageHeader = "X-Next-Page";
    public const string TotalHeader = "X-Total";
    public const string RateLimitResetHeader = "RateLimit-Reset";

    public const string AuthorizationPath = "oauth/authorize";
    public const string TokenPath = "oauth/token";

    /// <summary>Enough for everything that the gateway does; more is never asked for.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["api"];

    public static ScmInstance PublicInstance { get; } = ScmInstance.Parse(PublicAddress);
}
