namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubPullRequestAnswer
{
    public required GitHubPullRequestHead Head { get; init; }
}
