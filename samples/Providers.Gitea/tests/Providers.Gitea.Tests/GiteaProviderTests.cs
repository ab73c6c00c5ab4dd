using Providers.Abstractions;
using Providers.Testing;

namespace Providers.Gitea.Tests;

public sealed class GiteaProviderTests : ScmProviderContract
{
    protected override IScmProvider CreateProvider() => new GiteaProvider();
}
