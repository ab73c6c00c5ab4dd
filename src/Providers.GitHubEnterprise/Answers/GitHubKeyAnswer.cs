namespace Providers.GitHubEnterprise.Answers;

internal sealed record GitHubKeyAnswer
{
    public required long Id { get; init; }

    public required string Key { get; init; }

    /// <summary>Not told in the public list.</summary>
    public string? Title { get; init; }
}
