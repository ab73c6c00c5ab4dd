using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitLabSelfHosted.Answers;
using Providers.GitLabSelfHosted.Queries;

namespace Providers.GitLabSelfHosted;

/// <summary>Finds projects. The platform knows no qualifiers: each is another address or parameter. https://docs.gitlab.com/api/projects/</summary>
internal static class GitLabRepositories
{
    private const int PageSize = 30;

    public static async Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchAsync(
        GitLabApi api, ScmRepositoryQuery query, CancellationToken cancellationToken)
    {
        if (query.User is { } user && RepositoryPath.Segments(user).Length == 0)
        {
            return ScmResult.Success<IReadOnlyList<ScmRepository>>([]);
        }

        var filter = new GitLabProjectFilter
        {
            Search = ProfileText.NullIfEmpty(query.Text),
            Simple = query.Fork is false ? "false" : "true",
            PageSize = PageSize,
        };
        var answer = await FindAsync(api, query.User, filter, cancellationToken);
        if (answer.Body is { } projects)
        {
            return ScmResult.Success(Read(projects, withForks: query.Fork is not false));
        }

        return query.User is not null && answer.IsUnknown
            ? ScmResult.Success<IReadOnlyList<ScmRepository>>([])
            : answer.Failure!;
    }

    private static async Task<PlatformAnswer<List<GitLabProjectAnswer>>> FindAsync(
        GitLabApi api, string? owner, GitLabProjectFilter filter, CancellationToken cancellationToken)
    {
        if (owner is null)
        {
            return await api.GetAsync(client => client.FindProjectsAsync(filter, cancellationToken));
        }

        // A name is a user's or a group's; one with a slash can only be a group's.
        var answer = owner.Contains('/') ? null : await api.GetAsync(client => client.FindUserProjectsAsync(owner, filter, cancellationToken));
        return answer is { IsUnknown: false }
            ? answer
            : await api.GetAsync(client => client.FindGroupProjectsAsync(owner, filter, cancellationToken));
    }

    private static IReadOnlyList<ScmRepository> Read(IReadOnlyList<GitLabProjectAnswer> projects, bool withForks)
        => [.. projects
            .OfType<GitLabProjectAnswer>()
            .Where(project => withForks || project.ForkedFromProject is null)
            .Select(Read)
            .OfType<ScmRepository>()];

    private static ScmRepository? Read(GitLabProjectAnswer project)
        => ProfileText.WebAddress(project.WebUrl) is not { } url || !RepositoryPath.EndsIn(project.PathWithNamespace, project.Path) ? null : new ScmRepository
        {
            Id = project.Id,
            Name = project.Path,
            FullName = project.PathWithNamespace,
            Description = ProfileText.NullIfEmpty(project.Description),
            Url = url,
        };
}
