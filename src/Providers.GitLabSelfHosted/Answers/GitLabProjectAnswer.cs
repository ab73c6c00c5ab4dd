namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabProjectAnswer
{
    public required long Id { get; init; }

    public required string Path { get; init; }

    public required string PathWithNamespace { get; init; }

    public required string WebUrl { get; init; }

    public string? Description { get; init; }

    /// <summary>Null when it is no fork, and in short answers.</summary>
    public GitLabForkParent? ForkedFromProject { get; init; }
}
