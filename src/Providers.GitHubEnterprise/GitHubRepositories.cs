using System.Net;
using Octokit;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Common;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

/// <summary>Finds repositories. https://docs.github.com/en/rest/search/search#search-repositories</summary>
internal static class GitHubRepositories
{
    private const int PageSize = 30;

    public static async Task<ScmResult<IReadOnlyList<ScmRepository>>> SearchAsync(
        GitHubApi api, ScmRepositoryQuery query, CancellationToken cancellationToken)
    {
        if (query.User is { } user && !RepositoryPath.IsSegment(user))
        {
            return ScmResult.Success<IReadOnlyList<ScmRepository>>([]);
        }

        var answer = await api.GetAsync<GitHubSearchAnswer<GitHubRepositoryAnswer>>(
            ApiUrls.SearchRepositories(), Translate(query).Parameters, cancellationToken);
        if (answer.Status is HttpStatusCode.UnprocessableEntity)
        {
            // So the platform answers when the owner is unknown, or the words are too many for it.
            return ScmResult.Success<IReadOnlyList<ScmRepository>>([]);
        }

        return answer.Body is { } found
            ? ScmResult.Success<IReadOnlyList<ScmRepository>>([.. found.Items.OfType<GitHubRepositoryAnswer>().Select(Read).OfType<ScmRepository>()])
            : answer.Failure!;
    }

    private static SearchRepositoriesRequest Translate(ScmRepositoryQuery query)
    {
        var text = GitHubSearchText.Escape(query.Text);
        var request = text.Length == 0 ? new SearchRepositoriesRequest() : new SearchRepositoriesRequest(text);
        request.PerPage = PageSize;
        request.User = query.User;

        // The platform leaves forks out unless told otherwise, and has no word for leaving them out.
        request.Fork = query.Fork is true ? ForkQualifier.IncludeForks : null;
        if (request.MergedQualifiers().Count == 0 && text.Length == 0)
        {
            // It refuses an empty search; this matches all.
            request.Stars = Octokit.Range.GreaterThanOrEquals(0);
        }

        return request;
    }

    private static ScmRepository? Read(GitHubRepositoryAnswer repository)
        => ProfileText.WebAddress(repository.HtmlUrl) is not { } url || !RepositoryPath.EndsIn(repository.FullName, repository.Name) ? null : new ScmRepository
        {
            Id = repository.Id,
            Name = repository.Name,
            FullName = repository.FullName,
            Description = ProfileText.NullIfEmpty(repository.Description),
            Url = url,
        };
}
