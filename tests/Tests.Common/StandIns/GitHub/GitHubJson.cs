using Tests.Common.StandIns.Platforms;

namespace Tests.Common.StandIns.GitHub;

/// <summary>The shapes of https://docs.github.com/rest, with the nulls that the real ones have.</summary>
internal static class GitHubJson
{
    public static object User(GitHubStandIn host, PlatformAccount account) => new Dictionary<string, object?>
    {
        ["login"] = account.Login,
        ["id"] = account.Id,
        ["node_id"] = "MDQ6VXNlcjE=",
        ["avatar_url"] = $"{host.Url}/avatars/u/{account.Id}?",
        ["gravatar_id"] = "",
        ["url"] = $"{host.Url}/api/v3/users/{account.Login}",
        ["html_url"] = $"{host.Url}/{account.Login}",
        ["type"] = "User",
        ["site_admin"] = false,
        ["name"] = null,
        ["company"] = null,
        ["blog"] = "",
        ["location"] = null,
        ["email"] = account.Email,
        ["hireable"] = null,
        ["bio"] = null,
        ["public_repos"] = 2,
        ["created_at"] = "2008-01-14T04:33:35Z",
        ["updated_at"] = "2008-01-14T04:33:35Z",
    };

    public static object Key(PlatformKey key) => new { id = key.Id, key = key.Content, url = "", title = key.Title, verified = true, read_only = false };

    public static object PublicKey(PlatformKey key) => new { id = key.Id, key = key.Content };

    public static object Organization(GitHubStandIn host, PlatformOrganization one) => new
    {
        login = one.Login,
        id = one.Id,
        node_id = "MDEyOk9yZ2FuaXphdGlvbjE=",
        url = $"{host.Url}/api/v3/orgs/{one.Login}",
        avatar_url = $"{host.Url}/avatars/u/{one.Id}?",
        description = one.Description,
    };

    public static object Repository(GitHubStandIn host, PlatformRepository one) => new
    {
        id = one.Id,
        node_id = "MDEwOlJlcG9zaXRvcnkx",
        name = one.Name,
        full_name = one.FullName,
        @private = false,
        html_url = $"{host.Url}/{one.FullName}",
        description = one.Description,
        fork = one.IsFork,
        url = $"{host.Url}/api/v3/repos/{one.FullName}",
    };

    public static object Issue(GitHubStandIn host, PlatformPullRequest one) => new
    {
        url = $"{host.Url}/api/v3/repos/{one.Target.FullName}/issues/{one.Number}",
        repository_url = $"{host.Url}/api/v3/repos/{one.Target.FullName}",
        html_url = $"{host.Url}/{one.Target.FullName}/pull/{one.Number}",
        id = one.Id,
        number = one.Number,
        title = one.Title,
        state = one.IsOpen ? "open" : "closed",
        body = (string?)null,
        pull_request = new { url = $"{host.Url}/api/v3/repos/{one.Target.FullName}/pulls/{one.Number}" },
    };

    public static object PullRequest(GitHubStandIn host, PlatformPullRequest one) => new
    {
        id = one.Id,
        number = one.Number,
        title = one.Title,
        state = one.IsOpen ? "open" : "closed",
        html_url = $"{host.Url}/{one.Target.FullName}/pull/{one.Number}",
        head = new { label = "x:topic", @ref = "topic", repo = one.Source is null ? null : Repository(host, one.Source) },
        @base = new { @ref = "main", repo = Repository(host, one.Target) },
    };
}
