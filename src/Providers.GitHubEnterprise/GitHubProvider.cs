using Providers.Abstractions;

namespace Providers.GitHubEnterprise;

/// <summary>The platform at github.com, linked by OAuth only.</summary>
public sealed class GitHubProvider : GitHubPlatformProvider
{
    public override ScmType Type { get; } = ScmType.Parse(GitHubDefaults.GitHubType);

    public override string PlatformName => "GitHub";

    public override ScmInstance? FixedInstance => GitHubDefaults.PublicInstance;

    public override bool LinksByToken => false;
}
