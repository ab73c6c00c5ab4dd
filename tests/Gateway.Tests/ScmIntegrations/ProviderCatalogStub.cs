using Gateway.Plugins;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>A catalog of what a test names.</summary>
internal sealed class ProviderCatalogStub(params IReadOnlyList<ProviderDescription> providers) : IProviderCatalog
{
    public IReadOnlyList<ProviderDescription> Providers => providers;

    public ProviderDescription? Find(ScmType type) => providers.FirstOrDefault(provider => provider.Type == type);
}
