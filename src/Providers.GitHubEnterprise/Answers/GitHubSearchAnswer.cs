namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubSearchAnswer<T>
{
    public required IReadOnlyList<T> Items { get; init; }
}
