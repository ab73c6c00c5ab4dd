using Providers.Abstractions;
using Providers.Testing;

namespace Providers.BitbucketDataCenter.Tests;

public sealed class BitbucketProviderTests : ScmProviderContract
{
    protected override IScmProvider CreateProvider() => new BitbucketProvider();
}
