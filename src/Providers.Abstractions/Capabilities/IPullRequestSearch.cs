namespace Providers.Abstractions.Capabilities;

/// <summary>A platform whose pull requests (merge requests) can be searched.</summary>
public interface IPullRequestSearch
{
    /// <summary>The first page of pull requests that match, best first; empty when the repository is unknown or nothing matches.</summary>
    Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchPullRequestsAsync(
        ScmConnection connection, ScmPullRequestQuery query, CancellationToken cancellationToken);
}
