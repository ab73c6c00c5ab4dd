using System.Net;
using Octokit;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>Finds pull requests. https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests</summary>
internal static class GitHubPullRequests
{
    // A body may be 64 KiB long and comes with each item.
    private const int PageSize = 15;

    public static async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchAsync(
        GitHubApi api, ScmPullRequestQuery query, CancellationToken cancellationToken)
    {
        if (query.Repository is { } repository && RepositoryPath.Segments(repository).Length != 2)
        {
            return ScmResult.Success<IReadOnlyList<ScmPullRequest>>([]);
        }

        var answer = await api.GetAsync<GitHubSearchAnswer<GitHubIssueAnswer>>(
            ApiUrls.SearchIssues(), Translate(query).Parameters, cancellationToken);
        if (answer.Status is HttpStatusCode.UnprocessableEntity)
        {
            // So the platform answers when the repository is unknown to the token, or the words are too many for it.
            return ScmResult.Success<IReadOnlyList<ScmPullRequest>>([]);
        }

        return answer.Body is { } found
            ? await GitHubPullRequestSources.FillInAsync(api, [.. found.Items.OfType<GitHubIssueAnswer>().Where(item => item.Number > 0)], cancellationToken)
            : answer.Failure!;
    }

    private static SearchIssuesRequest Translate(ScmPullRequestQuery query)
    {
        var text = GitHubSearchText.Escape(query.Text);
        var request = text.Length == 0 ? new SearchIssuesRequest() : new SearchIssuesRequest(text);
        request.PerPage = PageSize;
        request.Is = query.State switch
        {
            ScmPullRequestState.Open => [IssueIsQualifier.PullRequest, IssueIsQualifier.Open],
            ScmPullRequestState.Closed => [IssueIsQualifier.PullRequest, IssueIsQualifier.Closed],
            _ => [IssueIsQualifier.PullRequest],
        };
        if (query.Repository is { } repository)
        {
            request.Repos.Add(repository);
        }

        return request;
    }
}
