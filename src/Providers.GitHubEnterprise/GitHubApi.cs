using System.Net;
using Octokit;
using Octokit.Internal;
using Providers.Abstractions;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>The platform's REST API as one token sees it, for one call of the gateway. Octokit on the lent handler.</summary>
internal sealed class GitHubApi
{
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

    /// <summary>A whole list, page after page; a failure when it is too long.</summary>
    public Task<PlatformAnswer<IReadOnlyList<T>>> ListAsync<T>(Uri path, CancellationToken cancellationToken)
        where T : class
        => WholeList.ReadAsync(number => GetAsync<List<T>>(path, Page(number), cancellationToken), HeaderExtensions.NamesNextPage);

    private static Dictionary<string, string> Page(int page) => new()
    {
        ["per_page"] = FormattableString.Invariant($"{WholeList.PageSize}"),
        ["page"] = FormattableString.Invariant($"{page}"),
    };
}
