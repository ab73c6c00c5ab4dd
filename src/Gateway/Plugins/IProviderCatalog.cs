using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>The providers that are being served, as one immutable snapshot at a time.</summary>
internal interface IProviderCatalog
{
    /// <summary>In the order of their types.</summary>
    IReadOnlyList<ProviderDescription> Providers { get; }

    /// <summary>Null when no plugin serves the type.</summary>
    ProviderDescription? Find(ScmType type);
}
