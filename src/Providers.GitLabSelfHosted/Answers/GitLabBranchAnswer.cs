namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabBranchAnswer
{
    public required string Name { get; init; }
}
