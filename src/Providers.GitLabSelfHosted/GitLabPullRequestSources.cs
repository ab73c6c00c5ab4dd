using System.Collections.Concurrent;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

/// <summary>
/// Adds to what a search found where each merge request comes from, of which a search tells the number alone.
/// https://docs.gitlab.com/api/projects/#retrieve-a-project
/// </summary>
internal static class GitLabPullRequestSources
{
    private const int AtOnce = 5;

    public static async Task<ScmResult<IReadOnlyList<ScmPullRequest>>> FillInAsync(
        GitLabApi api, IReadOnlyList<GitLabMergeRequestAnswer> items, CancellationToken cancellationToken)
    {
        var sources = new ConcurrentDictionary<long, GitLabProjectAnswer>();
        ScmFailure? failure = null;
        var projects = items.Select(item => item.SourceProjectId).OfType<long>().Distinct();
        await Parallel.ForEachAsync(projects, Options(cancellationToken), async (id, token) =>
        {
            if (Volatile.Read(ref failure) is not null)
            {
                return;
            }

            var answer = await api.GetAsync(client => client.GetProjectAsync(id, token));
            if (answer.Body is { } project)
            {
                sources[id] = project;
            }
            else if (!answer.IsUnknown)
            {
                Volatile.Write(ref failure, answer.Failure);
            }
        });

        return failure ?? ScmResult.Success<IReadOnlyList<ScmPullRequest>>(
            [.. items.Select(item => Read(item, sources.GetValueOrDefault(item.SourceProjectId ?? 0))).OfType<ScmPullRequest>()]);
    }

    private static ParallelOptions Options(CancellationToken cancellationToken)
        => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static ScmPullRequest? Read(GitLabMergeRequestAnswer item, GitLabProjectAnswer? source)
        => ProfileText.WebAddress(item.WebUrl) is not { } url || item.Iid < 1 ? null : new ScmPullRequest
        {
            Id = item.Id,
            Number = item.Iid,
            Title = item.Title,
            HtmlUrl = url,
            SourceRepositoryName = ProfileText.NullIfEmpty(source?.PathWithNamespace),
            SourceRepositoryUrl = ProfileText.WebAddress(source?.WebUrl),
        };
}
