using System.Text.Json;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>Bodies of requests, and what an upstream has from before.</summary>
internal static class Payload
{
    /// <summary>What the upstream has of an owner from before, the first of it under the id <paramref name="oldId"/>.</summary>
    public static string OldIntegrations(Guid oldId, bool hasAccount = true) => $$$"""
        {"scm_integrations":[
          {"id":"{{{oldId}}}","scm_type":"github-enterprise","url":"https://ghe.example.com/","access_token":"good-8","created_at":"2019-08-12T11:59:37.298Z",
           "uid":{{{(hasAccount ? "8" : "null")}}},"username":"old","avatar_url":null,"email":"old@example.com","profile_url":"https://ghe.example.com/old","owner":{"id":"x"}},
          {"id":"{{{Guid.NewGuid()}}}","scm_type":"gitlab","url":"https://gitlab.com","created_at":"2020-01-02T03:04:05Z","uid":"42","username":"old2"},
          {"id":"not a uuid","scm_type":"gitlab","url":"https://gitlab.com"}
        ]}
        """;

    public static string Create(string? type, string? url, string? token)
        => JsonSerializer.Serialize(new { scm_integration = new { scm_type = type, url, access_token = token } });

    public static string Replace(string token) => JsonSerializer.Serialize(new { scm_integration = new { access_token = token } });
}
