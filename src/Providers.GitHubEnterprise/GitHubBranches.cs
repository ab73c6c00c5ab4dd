using Octokit;
using Providers.Abstractions;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>A repository's branches. https://docs.github.com/en/rest/branches/branches#list-branches</summary>
internal static class GitHubBranches
{
    public static async Task<ScmResult<IReadOnlyList<string>>> ListAsync(
        GitHubApi api, string repository, CancellationToken cancellationToken)
    {
        if (RepositoryPath.Segments(repository) is not [var owner, var name])
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        var answer = await api.ListAsync<GitHubBranchAnswer>(ApiUrls.RepoBranches(owner, name), cancellationToken);
        if (answer.IsUnknown)
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        return answer.Body is { } branches
            ? ScmResult.Success<IReadOnlyList<string>>([.. branches.Select(branch => branch.Name).Where(name => !string.IsNullOrWhiteSpace(name))])
            : answer.Failure!;
    }
}
