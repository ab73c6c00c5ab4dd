namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubBranchAnswer
{
    public required string Name { get; init; }
}
