using System.Net;
using System.Net.Http.Headers;
using Octokit;
using Octokit.Internal;
using Providers.Abstractions;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>The platform's REST API as one token sees it, for one call of the gateway. Octokit on the lent handler.</summary>
internal sealed class GitHubApi
{
    private const int PageSize = 100;
    private const int MostPages = 100;

    private readonly Connection _connection;

    public GitHubApi(ScmConnection connection)
    {
        Instance = connection.Instance;
        var credentials = new Credentials(connection.Token.Reveal(), AuthenticationType.Bearer);
        _connection = new Connection(
            new Octokit.ProductHeaderValue(GitHubDefaults.ProductName),
            GitHubApiRoot.Of(connection.Instance),
            new InMemoryCredentialStore(credentials),
            new GitHubHttpClient(connection.HttpClient),
            new GitHubJsonSerializer());
    }

    public ScmInstance Instance { get; }

    public async Task<PlatformAnswer<T>> GetAsync<T>(
        Uri path, IDictionary<string, string>? parameters, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var answer = await _connection.Get<T>(path, parameters, GitHubDefaults.MediaType, cancellationToken);
            var headers = ((GitHubResponse)answer.HttpResponse).HttpHeaders;
            return answer.Body is null
                ? PlatformAnswer<T>.Unusable(ScmFailure.NotThisPlatform("The answer is empty."), HttpStatusCode.OK, headers)
                : PlatformAnswer<T>.Usable(answer.Body, headers);
        }
        catch (PlatformAnswerException refused)
        {
            return PlatformAnswer<T>.Unusable(refused.Failure, refused.Status);
        }
    }

    /// <summary>A whole list, page after page.</summary>
    public async Task<PlatformAnswer<IReadOnlyList<T>>> ListAsync<T>(Uri path, CancellationToken cancellationToken)
        where T : class
    {
        var items = new List<T>();
        HttpResponseHeaders? headers = null;
        for (var page = 1; page <= MostPages && headers?.NamesNextPage() is not false; page++)
        {
            var answer = await GetAsync<List<T>>(path, Page(page), cancellationToken);
            if (answer.Body is null)
            {
                return PlatformAnswer<IReadOnlyList<T>>.Unusable(answer.Failure!, answer.Status);
            }

            items.AddRange(answer.Body.OfType<T>());
            headers = answer.Headers!;
        }

        return PlatformAnswer<IReadOnlyList<T>>.Usable(items, headers!);
    }

    private static Dictionary<string, string> Page(int page) => new()
    {
        ["per_page"] = FormattableString.Invariant($"{PageSize}"),
        ["page"] = FormattableString.Invariant($"{page}"),
    };
}
