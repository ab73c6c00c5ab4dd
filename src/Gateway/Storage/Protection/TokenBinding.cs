using Gateway.ScmIntegrations;

namespace Gateway.Storage.Protection;

/// <summary>What a sealed text belongs to. Moved anywhere else, or with its address changed, it cannot be unsealed.</summary>
internal readonly record struct TokenBinding(string OwnerId, Guid IntegrationId, string Url, string Field)
{
    public static TokenBinding Of(ScmIntegration integration, string field)
        => new(integration.OwnerId, integration.Id, integration.Instance.Url, field);
}
