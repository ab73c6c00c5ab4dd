namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabGroupAnswer
{
    public required long Id { get; init; }

    public required string FullPath { get; init; }

    public required string WebUrl { get; init; }

    public string? AvatarUrl { get; init; }

    public string? Description { get; init; }
}
