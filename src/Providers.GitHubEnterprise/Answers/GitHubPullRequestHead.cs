namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubPullRequestHead
{
    /// <summary>Null when the fork is gone.</summary>
    public required GitHubRepositoryAnswer? Repo { get; init; }
}
