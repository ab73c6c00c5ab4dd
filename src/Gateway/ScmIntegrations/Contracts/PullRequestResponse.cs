using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>A pull request; the source repository is null when its fork is gone.</summary>
internal sealed record PullRequestResponse(
    long Id, int Number, string Title, string HtmlUrl, string? SourceRepoName, string? SourceRepoHtmlUrl)
{
    public static PullRequestResponse From(ScmPullRequest pullRequest) => new(
        pullRequest.Id,
        pullRequest.Number,
        pullRequest.Title,
        pullRequest.HtmlUrl,
        pullRequest.SourceRepositoryName,
        pullRequest.SourceRepositoryUrl);
}

/// <summary><c>{"pull_requests":[…]}</c>.</summary>
internal sealed record PullRequestListEnvelope(IReadOnlyList<PullRequestResponse> PullRequests);
