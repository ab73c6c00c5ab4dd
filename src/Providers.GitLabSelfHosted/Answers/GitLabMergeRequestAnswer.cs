namespace Providers.GitLabSelfHosted.Answers;

internal sealed record GitLabMergeRequestAnswer
{
    public required long Id { get; init; }

    public required int Iid { get; init; }

    public required string Title { get; init; }

    public required string WebUrl { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null when the fork is gone.</summary>
    public long? SourceProjectId { get; init; }
}
