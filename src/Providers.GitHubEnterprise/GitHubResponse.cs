using System.Net;
using System.Net.Http.Headers;
using Octokit;

namespace Providers.GitHubEnterprise;

/// <summary>
/// An answer as Octokit wants it. Octokit's own reading of headers throws at malformed links and takes a missing rate limit
/// for an exhausted one, so it is given none; whoever needs a header reads <see cref="HttpHeaders"/>.
/// </summary>
internal sealed class GitHubResponse(string json, HttpResponseHeaders headers) : IResponse
{
    public HttpResponseHeaders HttpHeaders => headers;

    public object Body => json;

    public IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public ApiInfo ApiInfo { get; } = new(new Dictionary<string, Uri>(), [], [], "", new RateLimit());

    public HttpStatusCode StatusCode => HttpStatusCode.OK;

    public string ContentType => "application/json";
}
