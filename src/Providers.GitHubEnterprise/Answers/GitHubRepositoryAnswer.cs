namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubRepositoryAnswer
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string FullName { get; init; }

    public required string HtmlUrl { get; init; }

    public string? Description { get; init; }
}
