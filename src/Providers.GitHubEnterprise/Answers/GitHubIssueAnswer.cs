namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubIssueAnswer
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string HtmlUrl { get; init; }

    /// <summary>The API's address of the repository; its last two segments are owner and name.</summary>
    public required string RepositoryUrl { get; init; }
}
