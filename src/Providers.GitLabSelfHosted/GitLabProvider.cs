using Providers.Abstractions;

namespace Providers.GitLabSelfHosted;

/// <summary>The platform at gitlab.com, linked by OAuth only.</summary>
public sealed class GitLabProvider : GitLabPlatformProvider
{
    public override ScmType Type { get; } = ScmType.Parse(GitLabDefaults.GitLabType);

    public override string DisplayName => GitLabDefaults.PlatformName;

    public override ScmInstance? FixedInstance => GitLabDefaults.PublicInstance;

    public override bool LinksByToken => false;
}
