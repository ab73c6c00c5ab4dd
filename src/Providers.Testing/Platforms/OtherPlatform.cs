using Providers.Testing.Recordings;

namespace Providers.Testing.Platforms;

/// <summary>The platforms that a mistaken address leads to: each answers on its own path, and says 404 in its own way elsewhere.</summary>
internal sealed record OtherPlatform(string Name, string UserPath, string User, RecordedAnswer NotFound)
{
    public static readonly IReadOnlyList<OtherPlatform> All =
    [
        new("GitHub Enterprise", "/api/v3/user",
            """{"login":"jane","id":42,"node_id":"MDQ6VXNlcjQy","html_url":"https://scm.example.com/jane","type":"User","email":null}""",
            Answers.Json(404, """{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}""")),
        new("GitLab", "/api/v4/user",
            """{"id":42,"username":"jane","name":"Jane","state":"active","web_url":"https://scm.example.com/jane","email":"jane@example.com"}""",
            Answers.Json(404, """{"error":"404 Not Found"}""")),
        new("Gitea", "/api/v1/user",
            """{"id":42,"login":"jane","full_name":"Jane","email":"jane@example.com","html_url":"https://scm.example.com/jane"}""",
            Answers.Json(404, """{"errors":null,"message":"not found","url":"https://scm.example.com/api/swagger"}""")),
        new("Bitbucket Data Center", "/rest/api/latest/application-properties",
            """{"version":"8.19.0","buildNumber":"8019000","buildDate":"1711929600000","displayName":"Bitbucket"}""", Answers.Html(404)),
        new("Bitbucket Cloud", "/2.0/user",
            """{"type":"user","uuid":"{d1}","username":"jane","account_id":"557058:1"}""",
            Answers.Json(404, """{"type":"error","error":{"message":"Resource not found"}}""")),
        new("plain JSON service", "/", """{"status":"ok"}""", Answers.Json(404, """{"error":"not found"}""")),
    ];

    public RecordedAnswer Answer(SeenRequest request)
        => request.Uri.AbsolutePath == UserPath ? Answers.Json(200, User) : NotFound;
}
