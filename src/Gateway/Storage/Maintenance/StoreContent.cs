using Gateway.ScmIntegrations;

namespace Gateway.Storage.Maintenance;

/// <summary>A part of what is in a store, on its way from one to another; tokens are sealed.</summary>
internal sealed record StoreContent
{
    public IReadOnlyList<ScmIntegration> Integrations { get; init; } = [];

    public IReadOnlyList<string> AdoptedOwners { get; init; } = [];

    public IReadOnlyList<KeyUse> Keys { get; init; } = [];
}
