using Providers.Abstractions;
using Providers.Testing.Tests.Acme;

namespace Providers.Testing.Tests;

/// <summary>A provider that keeps the contract passes every case.</summary>
public sealed class AcmeContractTests : ScmProviderContract
{
    protected override IScmProvider CreateProvider() => new AcmeProvider(LoggerFactory);
}
