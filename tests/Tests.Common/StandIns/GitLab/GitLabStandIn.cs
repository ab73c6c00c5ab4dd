using Tests.Common.StandIns.Hosting;
using Tests.Common.StandIns.Platforms;

namespace Tests.Common.StandIns.GitLab;

/// <summary>GitLab, as far as its REST API is documented and the gateway asks: https://docs.gitlab.com/api/rest/.</summary>
public sealed class GitLabStandIn : PlatformStandIn
{
    public GitLabStandIn(StandInOptions? options = null)
        : base(options, "/oauth/authorize", "/oauth/token", ["api"])
    {
        MapApi("/user", request => Answer(request, token => GitLabJson.User(this, token)));
        MapApi("/personal_access_tokens/self", request => Answer(request, token => token.Scopes is null ? NotFound("404 Not Found") : GitLabJson.Token(token)));
        MapApi("/user/keys", request => Answer(request, token => Listed(request, Keys.Where(key => key.Account == token.Account), GitLabJson.Key)));
        MapApi("/projects", request => Answer(request, _ => Listed(request, Matching(request, Repositories), one => GitLabJson.Project(this, one))));
        MapApi("/users/{user}/projects", request => Answer(request, _ => Accounts.Any(one => one.Login == request.RouteValues["user"])
            ? Listed(request, Matching(request, Repositories.Where(one => one.Owner == request.RouteValues["user"])), one => GitLabJson.Project(this, one))
            : NotFound("404 User Not Found")));
        MapApi("/groups/{group}/projects", request => Answer(request, _ => Organizations.Any(one => one.Login == request.RouteValues["group"])
            ? Listed(request, Matching(request, Repositories.Where(one => one.Owner == request.RouteValues["group"])), one => GitLabJson.Project(this, one))
            : NotFound("404 Group Not Found")));
        MapApi("/projects/{id}", request => Answer(request, _ => Named(request) is { } found ? GitLabJson.Project(this, found) : NotFound("404 Project Not Found")));
        MapApi("/merge_requests", request => Answer(request, _ => Listed(request, Matching(request, PullRequests), one => GitLabJson.MergeRequest(this, one))));
        MapApi("/projects/{id}/merge_requests", request => Answer(request, _ => Named(request) is { } found
            ? Listed(request, Matching(request, PullRequests.Where(one => one.Target == found)), one => GitLabJson.MergeRequest(this, one))
            : NotFound("404 Project Not Found")));
        MapApi("/groups", request => Answer(request, _ => Listed(request, Organizations, one => GitLabJson.Group(this, one))));
        MapApi("/projects/{id}/repository/branches", request => Answer(request, _ => Named(request) is { } found
            ? Listed(request, found.Branches, name => new { name, merged = false, @protected = name == "main", @default = name == "main" })
            : NotFound("404 Project Not Found")));
        Map(null, "**", _ => StandInResponse.Json(404, new { error = "404 Not Found" }), priority: 9);
    }

    private void MapApi(string path, Func<StandInRequest, StandInResponse> handler)
        => Map("GET", "/api/v4" + path, request => handler(request).With("X-Request-Id", "01HV0A3VBE5C8Z9K4T2P7Q6R1S").With("RateLimit-Limit", "2000"));

    private StandInResponse Answer(StandInRequest request, Func<PlatformToken, object> body)
        => TokenOf(request) is not { } token
            ? StandInResponse.Json(401, new { message = "401 Unauthorized" })
            : body(token) is var answer && answer is StandInResponse made ? made : StandInResponse.Json(200, answer);

    private StandInResponse Listed<T>(StandInRequest request, IEnumerable<T> matching, Func<T, object> shape)
    {
        var all = matching.ToList();
        var (items, hasNext) = Page(request, all, size: 20);
        var page = request.Number("page", 1);
        var answer = StandInResponse.Json(200, items.Select(shape))
            .With("X-Total", $"{all.Count}")
            .With("X-Page", $"{page}")
            .With("X-Next-Page", hasNext ? $"{page + 1}" : "");
        return hasNext ? answer.With("Link", $"<{PageUrl(request, page + 1)}>; rel=\"next\"") : answer;
    }

    private static IEnumerable<PlatformRepository> Matching(StandInRequest request, IEnumerable<PlatformRepository> all)
        => request.Query("search") is { Length: > 0 } text ? all.Where(one => one.FullName.Contains(text, StringComparison.OrdinalIgnoreCase)) : all;

    private static IEnumerable<PlatformPullRequest> Matching(StandInRequest request, IEnumerable<PlatformPullRequest> all) => all.Where(one
        => one.Title.Contains(request.Query("search") ?? "", StringComparison.OrdinalIgnoreCase)
        && request.Query("state") switch
        {
            "opened" => one.IsOpen,
            "merged" => !one.IsOpen,
            "closed" => false,
            _ => true,
        });

    private PlatformRepository? Named(StandInRequest request) => Repositories.FirstOrDefault(
        one => request.RouteValues["id"] == $"{one.Id}" || request.RouteValues["id"] == one.FullName);

    private static StandInResponse NotFound(string message) => StandInResponse.Json(404, new { message });
}
