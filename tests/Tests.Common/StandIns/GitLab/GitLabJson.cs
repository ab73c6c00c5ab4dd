using System.Globalization;
using Tests.Common.StandIns.Platforms;

namespace Tests.Common.StandIns.GitLab;

/// <summary>The shapes of https://docs.gitlab.com/api/, with the nulls that the real ones have.</summary>
internal static class GitLabJson
{
    public static object User(GitLabStandIn host, PlatformToken token)
    {
        var username = token.IsProjectBot ? $"project_{token.Account.Id}_bot_2f8e7ab1" : token.Account.Login;
        return new
        {
            id = token.Account.Id,
            username,
            name = token.Account.Login,
            state = "active",
            locked = false,
            avatar_url = (string?)null,
            web_url = $"{host.Url}/{username}",
            created_at = "2012-05-23T08:00:58Z",
            bio = "",
            location = (string?)null,
            public_email = (string?)null,
            bot = token.IsProjectBot,
            email = token.Account.Email ?? $"{token.Account.Login}@example.com",
            identities = Array.Empty<object>(),
        };
    }

    public static object Token(PlatformToken token) => new
    {
        id = 4,
        name = "Stand-in token",
        revoked = false,
        created_at = "2020-07-23T14:31:47.729Z",
        scopes = token.Scopes,
        user_id = token.Account.Id,
        last_used_at = (string?)null,
        active = true,
        expires_at = token.ExpiresAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    public static object Key(PlatformKey key)
        => new { id = key.Id, title = key.Title, key = key.Content, created_at = "2014-08-01T14:47:39.080Z", expires_at = (string?)null, usage_type = "auth" };

    public static object Project(GitLabStandIn host, PlatformRepository one) => new
    {
        id = one.Id,
        description = one.Description,
        name = one.Name,
        name_with_namespace = $"{one.Owner} / {one.Name}",
        path = one.Name,
        path_with_namespace = one.FullName,
        default_branch = "main",
        web_url = $"{host.Url}/{one.FullName}",
        avatar_url = (string?)null,
        forked_from_project = one.IsFork ? new { id = 1 } : null,
    };

    public static object MergeRequest(GitLabStandIn host, PlatformPullRequest one) => new
    {
        id = one.Id,
        iid = one.Number,
        project_id = one.Target.Id,
        title = one.Title,
        description = (string?)null,
        state = one.IsOpen ? "opened" : "merged",
        created_at = "2017-04-29T08:46:00Z",
        source_branch = "topic",
        target_branch = "main",
        source_project_id = one.Source?.Id,
        target_project_id = one.Target.Id,
        web_url = $"{host.Url}/{one.Target.FullName}/-/merge_requests/{one.Number}",
    };

    public static object Group(GitLabStandIn host, PlatformOrganization one) => new
    {
        id = one.Id,
        name = one.Login,
        path = one.Login,
        full_path = one.Login,
        description = one.Description,
        visibility = "private",
        avatar_url = (string?)null,
        web_url = $"{host.Url}/groups/{one.Login}",
    };
}
