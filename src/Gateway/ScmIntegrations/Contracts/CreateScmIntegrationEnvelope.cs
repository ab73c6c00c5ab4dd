namespace Gateway.ScmIntegrations.Contracts;

/// <summary>The body of a create, for the OpenAPI document.</summary>
internal sealed record CreateScmIntegrationEnvelope(CreateScmIntegrationEnvelope.NewIntegration ScmIntegration)
{
    internal sealed record NewIntegration(string ScmType, string Url, string AccessToken);
}

/// <summary>The body of a PATCH, for the OpenAPI document.</summary>
internal sealed record ReplaceTokenEnvelope(ReplaceTokenEnvelope.NewToken ScmIntegration)
{
    internal sealed record NewToken(string AccessToken);
}
