namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubEmailAnswer
{
    public required string Email { get; init; }

    public required bool Primary { get; init; }

    public required bool Verified { get; init; }
}
