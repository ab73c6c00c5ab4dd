namespace Gateway.ScmIntegrations.Contracts;

internal sealed record BranchResponse(string Name);

/// <summary><c>{"branches":[…]}</c>: all of them.</summary>
internal sealed record BranchListEnvelope(IReadOnlyList<BranchResponse> Branches);
