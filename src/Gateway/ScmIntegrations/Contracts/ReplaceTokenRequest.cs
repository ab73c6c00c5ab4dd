namespace Gateway.ScmIntegrations.Contracts;

/// <summary>What a PATCH asks for, as it came: null where the member is missing or not a text.</summary>
internal sealed record ReplaceTokenRequest(Secret? AccessToken);
