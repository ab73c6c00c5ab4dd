using Providers.Abstractions;

namespace Providers.GitHubEnterprise;

/// <summary>The platform at an address of the user: GitHub Enterprise Server, or a tenant of <c>ghe.com</c>.</summary>
public sealed class GitHubEnterpriseProvider : GitHubPlatformProvider
{
    public override ScmType Type { get; } = ScmType.Parse(GitHubDefaults.GitHubEnterpriseType);

    public override string PlatformName => "GitHub Enterprise";

    public override ScmInstance? FixedInstance => null;

    public override bool LinksByToken => true;
}
