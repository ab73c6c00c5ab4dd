using Providers.Abstractions;

namespace Providers.GitLabSelfHosted;

/// <summary>The platform at an address of the user.</summary>
public sealed class GitLabSelfHostedProvider : GitLabPlatformProvider
{
    public override ScmType Type { get; } = ScmType.Parse(GitLabDefaults.GitLabSelfHostedType);

    public override string DisplayName => "GitLab self-hosted";

    public override ScmInstance? FixedInstance => null;

    public override bool LinksByToken => true;
}
