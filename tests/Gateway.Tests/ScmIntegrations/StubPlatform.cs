using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>
/// GitHub Enterprise at <c>ghe.example.com</c> and GitLab at <c>gitlab.example.com</c>. A token <c>good-N</c> is the one of the account with
/// the id N, and so is <c>good-N-new</c>; other tokens and hosts name what they do. A call that nothing here answers is an error of the test.
/// </summary>
internal sealed class StubPlatform(TimeProvider? time = null) : HttpMessageHandler
{
    /// <summary>Each call as <c>METHOD host path</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>When each call came, by the clock that was given.</summary>
    public ConcurrentQueue<DateTimeOffset> CallTimes { get; } = new();

    /// <summary>Tokens that are treated as others from now on: one that was good may be revoked.</summary>
    public ConcurrentDictionary<string, string> Turned { get; } = new();

    /// <summary>The keys of the account of a token, as GitHub lists them; none unless set.</summary>
    public ConcurrentDictionary<string, string> Keys { get; } = new();

    /// <summary>What every answer waits for.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        Calls.Enqueue($"{request.Method} {address.Host} {address.PathAndQuery}");
        CallTimes.Enqueue((time ?? TimeProvider.System).GetUtcNow());
        var token = TokenOf(request);
        await Until.WaitAsync(cancellationToken);
        return Answer(address, Turned.GetValueOrDefault(token, token));
    }

    private HttpResponseMessage Answer(Uri address, string token) => (address.Host, token) switch
    {
        ("down.example.com", _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        ("broken.example.com", _) => Json(HttpStatusCode.BadGateway, "{}"),
        ("dies.example.com", _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended"),
        ("other.example.com", _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "text/html") },
        ("ghe.example.com", _) => GitHub(address.AbsolutePath, token),
        ("gitlab.example.com", _) => GitLab(address.AbsolutePath, token),
        _ => throw new InvalidOperationException($"No platform is at {address}."),
    };

    private HttpResponseMessage GitHub(string path, string token) => (path, AccountOf(token)) switch
    {
        (_, "limited") => Limited(),
        (_, "unreachable") => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
        (_, "unavailable") => Json(HttpStatusCode.BadGateway, "{}"),
        ("/api/v3/user", "noscope") => WithScopes(Json(HttpStatusCode.OK, GitHubUser("8")), "gist"),
        ("/api/v3/user", "renamed-8") => WithScopes(Json(HttpStatusCode.OK, GitHubUser("8").Replace("user8", "renamed", StringComparison.Ordinal)), "repo"),
        ("/api/v3/user", ['g', 'o', 'o', 'd', '-', .. var id]) => WithScopes(Json(HttpStatusCode.OK, GitHubUser(id)), "repo"),
        ("/api/v3/user/keys", ['g', 'o', 'o', 'd', '-', ..]) => Json(HttpStatusCode.OK, Keys.GetValueOrDefault(token, "[]")),
        (_, ['g', 'o', 'o', 'd', '-', ..]) => Json(HttpStatusCode.NotFound, """{"message":"Not Found"}"""),
        _ => Json(HttpStatusCode.Unauthorized, """{"message":"Bad credentials"}"""),
    };

    private static HttpResponseMessage GitLab(string path, string token) => (path, AccountOf(token)) switch
    {
        ("/api/v4/user", ['g', 'o', 'o', 'd', '-', .. var id]) => Json(HttpStatusCode.OK, $$"""
            {"id":{{id}},"username":"user{{id}}","name":"U","state":"active","avatar_url":null,"web_url":"https://gitlab.example.com/user{{id}}","email":"u{{id}}@example.com","bot":false}
            """),
        ("/api/v4/personal_access_tokens/self", _) => Json(HttpStatusCode.OK, """{"id":1,"name":"t","active":true,"scopes":["api"],"expires_at":"2030-01-01"}"""),
        _ => Json(HttpStatusCode.Unauthorized, """{"message":"401 Unauthorized"}"""),
    };

    private static string GitHubUser(string id) => $$"""
        {"login":"user{{id}}","id":{{id}},"node_id":"MDQ6VXNlcjE=","avatar_url":"https://ghe.example.com/avatars/u/{{id}}?","html_url":"https://ghe.example.com/user{{id}}","type":"User","name":null,"email":null}
        """;

    private static HttpResponseMessage Limited()
    {
        var answer = Json(HttpStatusCode.TooManyRequests, """{"message":"slow down"}""");
        answer.Headers.Add("Retry-After", "77");
        return answer;
    }

    private static HttpResponseMessage WithScopes(HttpResponseMessage answer, string scopes)
    {
        answer.Headers.Add("X-OAuth-Scopes", scopes);
        return answer;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body)
        => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    // good-8-new is another token of good-8's account.
    private static string AccountOf(string token) => token.Split("-new")[0];

    private static string TokenOf(HttpRequestMessage request)
        => request.Headers.TryGetValues("PRIVATE-TOKEN", out var values) ? values.Single() : request.Headers.Authorization?.Parameter ?? "";
}
