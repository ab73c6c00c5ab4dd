using Providers.Abstractions;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

/// <summary>A project's branches. https://docs.gitlab.com/api/branches/#list-repository-branches</summary>
internal static class GitLabBranches
{
    public static async Task<ScmResult<IReadOnlyList<string>>> ListAsync(
        GitLabApi api, string repository, CancellationToken cancellationToken)
    {
        if (RepositoryPath.Segments(repository).Length < 2)
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        var answer = await api.ListAsync<GitLabBranchAnswer>(
            (client, page) => client.GetBranchesAsync(repository, page, cancellationToken));
        if (answer.IsUnknown)
        {
            return ScmResult.Success<IReadOnlyList<string>>([]);
        }

        return answer.Body is { } branches
            ? ScmResult.Success<IReadOnlyList<string>>([.. branches.Select(branch => branch.Name).Where(name => !string.IsNullOrWhiteSpace(name))])
            : answer.Failure!;
    }
}
