using System.Net;
using Octokit;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>
/// Adds to what a search found where each pull request comes from, which a search does not tell.
/// https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request
/// </summary>
internal static class GitHubPullRequestSources
{
    private const int AtOnce = 5;

    public static async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> FillInAsync(
        GitHubApi api, IReadOnlyList<GitHubIssueAnswer> items, CancellationToken cancellationToken)
    {
        var filled = new ScmPullRequest?[items.Count];
        ScmFailure? failure = null;
        await Parallel.ForAsync(0, items.Count, Options(cancellationToken), async (index, token) =>
        {
            if (Volatile.Read(ref failure) is not null)
            {
                return;
            }

            var source = await GetSourceAsync(api, items[index], token);
            if (source.Body is null && !source.IsHidden)
            {
                Volatile.Write(ref failure, source.Failure);
                return;
            }

            filled[index] = Read(items[index], source.Body?.Head.Repo);
        });

        return failure ?? ScmResult.Success<IReadOnlyList<ScmPullRequest>>([.. filled.OfType<ScmPullRequest>()]);
    }

    private static ParallelOptions Options(CancellationToken cancellationToken)
        => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    // The address that the item gives is only read for the names in it: the token goes to the instance and nowhere else.
    private static async Task<PlatformAnswer<GitHubPullRequestAnswer>> GetSourceAsync(
        GitHubApi api, GitHubIssueAnswer item, CancellationToken cancellationToken)
        => item.RepositoryUrl.Split('/') is [.., var owner, var name] && RepositoryPath.IsSegment(owner) && RepositoryPath.IsSegment(name)
            ? await api.GetAsync<GitHubPullRequestAnswer>(ApiUrls.PullRequest(owner, name, item.Number), null, cancellationToken)
            : PlatformAnswer<GitHubPullRequestAnswer>.Unusable(
                ScmFailure.NotThisPlatform("A pull request names no repository."), HttpStatusCode.OK);

    private static ScmPullRequest? Read(GitHubIssueAnswer item, GitHubRepositoryAnswer? source)
        => ProfileText.WebAddress(item.HtmlUrl) is not { } url ? null : new ScmPullRequest
        {
            Id = item.Id,
            Number = item.Number,
            Title = item.Title,
            HtmlUrl = url,
            SourceRepositoryName = ProfileText.NullIfEmpty(source?.FullName),
            SourceRepositoryUrl = ProfileText.WebAddress(source?.HtmlUrl),
        };
}
