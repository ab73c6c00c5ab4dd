namespace Gateway.ScmIntegrations.Contracts;

/// <summary><c>{"scm_integrations":[…]}</c>, oldest first.</summary>
internal sealed record ScmIntegrationListEnvelope(IReadOnlyList<ScmIntegrationResponse> ScmIntegrations);
