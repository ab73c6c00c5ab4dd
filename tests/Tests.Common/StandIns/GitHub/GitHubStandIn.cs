using Tests.Common.StandIns.Hosting;
using Tests.Common.StandIns.Platforms;

namespace Tests.Common.StandIns.GitHub;

/// <summary>
/// GitHub Enterprise Server, as far as its REST API is documented and the gateway asks: https://docs.github.com/rest. With
/// <c>apiPrefix</c> empty it is github.com's API host.
/// </summary>
public sealed class GitHubStandIn : PlatformStandIn
{
    private readonly string _api;

    public GitHubStandIn(StandInOptions? options = null, string apiPrefix = "/api/v3")
        : base(options, "/login/oauth/authorize", "/login/oauth/access_token", ["repo"])
    {
        _api = apiPrefix;
        MapApi("/user", request => Answer(request, token => GitHubJson.User(this, token.Account)));
        MapApi("/user/emails", request => WithScope(request, ["user", "user:email"], token => new[]
        {
            new { email = token.Account.Email ?? $"{token.Account.Login}@example.com", primary = true, verified = true, visibility = "private" },
        }));
        MapApi("/user/keys", request => WithScope(request, ["read:public_key", "admin:public_key", "write:public_key"], token =>
            Listed(request, Keys.Where(key => key.Account == token.Account), GitHubJson.Key)));
        MapApi("/users/{login}/keys", request => Answer(request, _ =>
            Listed(request, Keys.Where(key => key.Account.Login == request.RouteValues["login"]), GitHubJson.PublicKey)));
        MapApi("/user/orgs", request => WithScope(request, ["read:org", "admin:org", "user"], _ => Listed(request, Organizations, one => GitHubJson.Organization(this, one))));
        MapApi("/users/{login}/orgs", request => Answer(request, _ => Listed(request, Organizations, one => GitHubJson.Organization(this, one))));
        MapApi("/search/repositories", request => Answer(request, _ => Found(request, GitHubSearch.Repositories(this, request), one => GitHubJson.Repository(this, one))));
        MapApi("/search/issues", request => Answer(request, _ => Found(request, GitHubSearch.PullRequests(this, request), one => GitHubJson.Issue(this, one))));
        MapApi("/repos/{owner}/{name}/pulls/{number}", ShowPullRequest);
        MapApi("/repos/{owner}/{name}/branches", ListBranches);
        Map(null, "**", _ => NotFound(), priority: 9);
    }

    private void MapApi(string path, Func<StandInRequest, StandInResponse> handler)
        => Map("GET", _api + path, request => handler(request)
            .With("X-GitHub-Request-Id", "0A1B:2C3D:4E5F:6071:5F2E1D3C")
            .With("X-GitHub-Media-Type", "github.v3; format=json"));

    private StandInResponse Answer(StandInRequest request, Func<PlatformToken, object> body)
    {
        if (TokenOf(request) is not { } token)
        {
            return StandInResponse.Json(401, new { message = "Bad credentials", documentation_url = "https://docs.github.com/rest", status = "401" });
        }

        var answer = body(token) is StandInResponse made ? made : StandInResponse.Json(200, body(token));
        answer = token.Scopes is null ? answer : answer.With("X-OAuth-Scopes", string.Join(", ", token.Scopes)).With("X-Accepted-OAuth-Scopes", "");
        return token.ExpiresAt is { } end ? answer.With("github-authentication-token-expiration", $"{end:yyyy-MM-dd HH:mm:ss} UTC") : answer;
    }

    private StandInResponse WithScope(StandInRequest request, string[] oneOf, Func<PlatformToken, object> body)
        => Answer(request, token => token.Scopes is { } scopes && !scopes.Intersect(oneOf).Any() ? NotFound() : body(token));

    private StandInResponse Listed<T>(StandInRequest request, IEnumerable<T> all, Func<T, object> shape)
    {
        var (items, hasNext) = Page(request, all.ToList());
        var answer = StandInResponse.Json(200, items.Select(shape));
        return hasNext ? answer.With("Link", $"<{PageUrl(request, request.Number("page", 1) + 1)}>; rel=\"next\"") : answer;
    }

    private static StandInResponse Found<T>(StandInRequest request, IReadOnlyList<T>? all, Func<T, object> shape)
        => all is null
            ? StandInResponse.Json(422, new { message = "Validation Failed", errors = new[] { new { resource = "Search", field = "q", code = "invalid" } } })
            : StandInResponse.Json(200, new { total_count = all.Count, incomplete_results = false, items = Page(request, all).Items.Select(shape) });

    private StandInResponse ShowPullRequest(StandInRequest request) => Answer(request, _
        => PullRequests.FirstOrDefault(one => one.Target == Named(request) && request.RouteValues["number"] == $"{one.Number}") is { } found
            ? GitHubJson.PullRequest(this, found)
            : NotFound());

    private StandInResponse ListBranches(StandInRequest request) => Answer(request, _ => Named(request) is { } repository
        ? Listed(request, repository.Branches, name => new { name, commit = new { sha = new string('a', 40) }, @protected = false })
        : NotFound());

    private PlatformRepository? Named(StandInRequest request) => Repositories.FirstOrDefault(
        one => one.Owner == request.RouteValues["owner"] && one.Name == request.RouteValues["name"]);

    private static StandInResponse NotFound()
        => StandInResponse.Json(404, new { message = "Not Found", documentation_url = "https://docs.github.com/rest", status = "404" });
}
