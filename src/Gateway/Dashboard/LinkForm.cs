namespace Gateway.Dashboard;

/// <summary>What a user had filled in, to be shown again beside what was wrong with it. Never the token.</summary>
public sealed record LinkForm(string? ScmType, string? Url);
