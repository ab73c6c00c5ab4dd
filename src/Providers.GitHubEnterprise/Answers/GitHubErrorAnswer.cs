namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubErrorAnswer
{
    public string? Message { get; init; }
}
