using System.Net;
using System.Net.Http.Headers;
using Providers.Abstractions;
using Providers.Common;
using Providers.GitLabSelfHosted.Queries;
using Refit;

namespace Providers.GitLabSelfHosted;

/// <summary>The platform's REST API as one token sees it, for one call of the gateway. Refit on the lent handler.</summary>
internal sealed class GitLabApi
{
    private readonly IGitLabClient _client;

    public GitLabApi(ScmConnection connection, CancellationToken cancellationToken)
    {
        connection.HttpClient.BaseAddress ??= GitLabApiRoot.Of(connection.Instance);
        _client = RestService.ForGenerated<IGitLabClient>(
            connection.HttpClient, GitLabAnswers.Settings(connection.Token, cancellationToken));
    }

    public async Task<PlatformAnswer<T>> GetAsync<T>(Func<IGitLabClient, Task<IApiResponse<T>>> call)
        where T : class
    {
        try
        {
            using var response = await call(_client);
            return response.Content is { } body
                ? PlatformAnswer<T>.Usable(body, response.Headers!)
                : PlatformAnswer<T>.Unusable(ScmFailure.NotThisPlatform("The answer is empty."), HttpStatusCode.OK);
        }
        catch (PlatformAnswerException refused)
        {
            return PlatformAnswer<T>.Unusable(refused.Failure, refused.Status);
        }
    }

    /// <summary>A whole list, page after page; a failure when it is too long.</summary>
    public Task<PlatformAnswer<IReadOnlyList<T>>> ListAsync<T>(Func<IGitLabClient, GitLabPage, Task<IApiResponse<List<T>>>> call)
        where T : class
        => WholeList.ReadAsync(
            number => GetAsync(client => call(client, new GitLabPage { Number = number, Size = WholeList.PageSize })), NamesNextPage);

    // https://docs.gitlab.com/api/rest/#pagination-response-headers: lists that are long keep the link and drop the numbers.
    private static bool NamesNextPage(HttpResponseHeaders headers)
        => !string.IsNullOrEmpty(headers.First(GitLabDefaults.NextPageHeader)) || headers.NamesNextPage();
}
