using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;
using Providers.GitLabSelfHosted.Queries;

namespace Providers.GitLabSelfHosted;

/// <summary>Finds merge requests. https://docs.gitlab.com/api/merge_requests/</summary>
internal static class GitLabPullRequests
{
    private const int PageSize = 15;

    public static async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> SearchAsync(
        GitLabApi api, ScmPullRequestQuery query, CancellationToken cancellationToken)
    {
        if (query.Repository is { } repository && RepositoryPath.Segments(repository).Length < 2)
        {
            return ScmResult.Success<IReadOnlyList<ScmPullRequest>>([]);
        }

        var found = new List<GitLabMergeRequestAnswer>();
        foreach (var state in States(query.State))
        {
            var answer = await FindAsync(api, query, state, cancellationToken);
            if (answer.Body is null)
            {
                return query.Repository is not null && answer.IsUnknown
                    ? ScmResult.Success<IReadOnlyList<ScmPullRequest>>([])
                    : answer.Failure!;
            }

            found.AddRange(answer.Body.OfType<GitLabMergeRequestAnswer>());
        }

        return await GitLabPullRequestSources.FillInAsync(
            api, [.. found.OrderByDescending(item => item.CreatedAt).Take(PageSize)], cancellationToken);
    }

    // Merged is not closed to this platform, and it takes one state at a time.
    private static string[] States(ScmPullRequestState? state) => state switch
    {
        ScmPullRequestState.Open => ["opened"],
        ScmPullRequestState.Closed => ["closed", "merged"],
        _ => ["all"],
    };

    private static Task<PlatformAnswer<List<GitLabMergeRequestAnswer>>> FindAsync(
        GitLabApi api, ScmPullRequestQuery query, string state, CancellationToken cancellationToken)
    {
        var filter = new GitLabMergeRequestFilter
        {
            State = state,
            Search = ProfileText.NullIfEmpty(query.Text),
            PageSize = PageSize,
        };
        return query.Repository is { } repository
            ? api.GetAsync(client => client.FindProjectMergeRequestsAsync(repository, filter, cancellationToken))
            : api.GetAsync(client => client.FindMergeRequestsAsync(filter, cancellationToken));
    }
}
