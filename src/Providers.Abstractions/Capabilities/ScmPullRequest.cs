namespace Providers.Abstractions.Capabilities;

/// <summary>A pull request (merge request).</summary>
public sealed record ScmPullRequest
{
    /// <summary>The platform's numeric id, unique over all repositories.</summary>
    public required long Id { get; init; }

    /// <summary>The number within its repository (GitLab: the iid).</summary>
    public required int Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The absolute address of its page.</summary>
    public required string HtmlUrl { get; init; }

    /// <summary>The full name of the repository that it comes from; <see langword="null"/> when that fork is gone or hidden.</summary>
    public string? SourceRepositoryName { get; init; }

    /// <summary>The address of that repository's page; <see langword="null"/> when that fork is gone or hidden.</summary>
    public string? SourceRepositoryUrl { get; init; }
}
