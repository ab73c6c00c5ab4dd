using Gateway.SecurityTests.Rows;

namespace Gateway.SecurityTests.Promises;

/// <summary>What the words in the column «expected» mean.</summary>
internal static class PromiseList
{
    private static readonly Dictionary<string, Func<RowVisit, string, Task<string?>>> All = new(StringComparer.Ordinal)
    {
        ["status"] = Plain(AnswerPromises.Status),
        ["t"] = Plain(AnswerPromises.Time),
        ["rss"] = Plain(AnswerPromises.Growth),
        ["generic_error"] = Plain(AnswerPromises.IsGeneric),
        ["no_leak"] = Plain(AnswerPromises.LeaksNothing),
        ["no_reflect"] = Plain(AnswerPromises.ReflectsNothing),
        ["json_escaped"] = Plain(AnswerPromises.IsEscaped),
        ["json"] = Plain(AnswerPromises.IsJson),
        ["no_body"] = Plain((visit, _) => Expect(visit.Answer.Body.Length == 0, "a body")),
        ["www_authenticate"] = Plain((visit, _) => Expect(visit.Answer.Header("WWW-Authenticate") == "Bearer", "another WWW-Authenticate")),
        ["header_safe"] = Plain((visit, _) => Expect(visit.Answer.Header("X") is null, "the header X")),
        ["log_safe"] = Plain((visit, _) => Expect(!visit.Text.Contains('\e'), "a raw escape")),
        ["no_upgrade"] = Plain((visit, _) => Expect(visit.Answers.All(answer => answer.Status != 101), "101")),
        ["no_metrics_public"] = Plain((visit, _) => Expect(!visit.Text.Contains("# TYPE", StringComparison.Ordinal), "metrics")),
        ["no_detail"] = Plain((visit, _) => Expect(!visit.Text.Contains("Healthy", StringComparison.OrdinalIgnoreCase), "health")),
        ["one_response"] = Plain((visit, _) => Expect(visit.Answers.Count == 1, $"{visit.Answers.Count} answers")),
        ["two_responses_in_order"] = Plain((visit, _) => Expect(visit.Answers.Count == 2, $"{visit.Answers.Count} answers")),
        ["connection_closed"] = Plain((visit, _) => Expect(visit.IsClosed, "the connection is open")),
        // Not of one visit: whoever runs the row sees to these.
        ["deterministic"] = Plain((_, _) => null),
        ["again"] = Plain((_, _) => null),

        ["no_connect"] = Plain(NetworkPromises.NoConnection),
        ["no_dial"] = Plain((visit, _) => Expect(visit.AllDialled.Count == 0, "dialled " + string.Join(", ", visit.AllDialled))),
        ["says"] = Plain((visit, text) => Expect(visit.Answer.Text.Contains(text, StringComparison.Ordinal), visit.Answer.Text)),
        ["no_follow"] = Plain(NetworkPromises.NotFollowed),
        ["no_credentials"] = Plain(NetworkPromises.NoOtherCredentials),
        ["one_request"] = Plain((visit, _) => Expect(NetworkPromises.Questions(visit) == 1, $"{NetworkPromises.Questions(visit)} requests")),
        ["never_fetched"] = Plain(NetworkPromises.NoConnectionElsewhere),
        ["no_env_proxy"] = Plain(NetworkPromises.NoConnectionElsewhere),
        ["scm_headers_exact"] = Plain(NetworkPromises.ExactHeaders),
        ["no_cookie"] = NetworkPromises.NoCookieForTheNextAsync,
        ["no_upstream"] = Plain((visit, _) => Expect(visit.Upstream.Count == 0, "the upstream got " + string.Join(", ", visit.Upstream.Select(one => one.Target)))),
        ["upstream_saw_none"] = Plain((visit, _) => Expect(visit.AllUpstream.Count == 0, $"the upstream got {visit.AllUpstream.Count}")),
        ["upstream_saw_at_most_one"] = Plain((visit, _) => Expect(visit.AllUpstream.Count <= 1, "the upstream got " + string.Join(", ", visit.AllUpstream.Select(one => one.Target)))),
        ["upstream_saw_one_request"] = Plain((visit, _) => Expect(visit.AllUpstream.Count == 1, "the upstream got " + string.Join(", ", visit.AllUpstream.Select(one => one.Target)))),
        ["upstream_lacks"] = Plain(NetworkPromises.UpstreamLacks),
        ["upstream_keeps"] = Plain(NetworkPromises.UpstreamKeeps),
        ["once_auth_path"] = Plain((visit, _) => Expect(visit.AllUpstream is [{ Target: "/v1/users/self" }], "another path")),

        ["alive"] = StatePromises.IsAliveAsync,
        ["no_store"] = async (visit, _) => Expect(await visit.CountNewAsync() == 0, "an integration was stored"),
        ["no_dup"] = async (visit, _) => Expect(await visit.CountNewAsync() <= 1, "more than one was stored"),
        ["unchanged"] = async (visit, _) => Expect(await visit.IsUnchangedAsync(), "something has changed"),
        ["same_as_plain"] = async (visit, _) => Expect(visit.Answer.Text == await visit.ListOfAAsync(), "another list"),
        ["same_user"] = async (visit, _) => Expect(visit.Answer.Text == await visit.ListOfAAsync(), "another list"),
        ["only_own"] = Plain(StatePromises.OnlyOwn),
        ["each_own_user"] = Plain(StatePromises.EachTheirOwn),
        ["server_fields_only"] = Plain(StatePromises.FieldsOfTheServer),
        ["owner"] = Plain((visit, _) => Expect(StatePromises.Created(visit)?.GetProperty("owner").GetProperty("id").GetString() == visit.A.User.Id, "another owner")),
        ["avatar_url_http_only"] = Plain((visit, _) => Expect(StatePromises.Created(visit)?.GetProperty("avatar_url").GetString() == "", "an avatar")),
        ["no_type_load"] = Plain(StatePromises.LoadsNoType),
        ["same_body_as_unknown_id"] = StatePromises.LikeUnknownAsync,
        ["rate_key_is_owner"] = StatePromises.IsCountedByOwnerAsync,
    };

    public static bool Knows(string promise) => All.ContainsKey(NameOf(promise));

    /// <summary>Null when the promise holds.</summary>
    public static Task<string?> BreachAsync(RowVisit visit, string promise)
        => All.TryGetValue(NameOf(promise), out var check)
            ? check(visit, promise[NameOf(promise).Length..].TrimStart('=', '<'))
            : Task.FromResult<string?>("nobody knows this promise");

    public static string? Expect(bool holds, string otherwise) => holds ? null : otherwise;

    private static string NameOf(string promise) => promise.IndexOfAny(['=', '<']) is var at and > 0 ? promise[..at] : promise;

    private static Func<RowVisit, string, Task<string?>> Plain(Func<RowVisit, string, string?> check)
        => (visit, argument) => Task.FromResult(check(visit, argument));
}
