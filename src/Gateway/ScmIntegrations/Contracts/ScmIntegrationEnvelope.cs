namespace Gateway.ScmIntegrations.Contracts;

/// <summary><c>{"scm_integration":{…}}</c>.</summary>
internal sealed record ScmIntegrationEnvelope(ScmIntegrationResponse ScmIntegration);
