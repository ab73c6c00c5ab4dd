namespace Gateway.ScmIntegrations.Contracts;

/// <summary>The owner, as the identity source names them.</summary>
internal sealed record OwnerResponse(string Id, string Email, string Username);
