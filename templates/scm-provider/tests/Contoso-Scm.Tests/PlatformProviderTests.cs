using Providers.Abstractions;
using Providers.Testing;

namespace Contoso_Scm.Tests;

/// <summary>Everything that the gateway relies on, held against the recorded answers in bundle.json.</summary>
public sealed class PlatformProviderTests : ScmProviderContract
{
    protected override IScmProvider CreateProvider() => new PlatformProvider();
}
