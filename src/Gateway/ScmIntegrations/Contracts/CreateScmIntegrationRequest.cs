namespace Gateway.ScmIntegrations.Contracts;

/// <summary>What a create asks for, as it came: null where a member is missing or not a text. Nothing else is read.</summary>
internal sealed record CreateScmIntegrationRequest(string? ScmType, string? Url, Secret? AccessToken);
