using System.Text.Json;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>Rows of the same kinds as those in the file: other spellings and combinations, made by rule.</summary>
internal static class Neighbours
{
    private const string Prefix = "/v1/scm_integrations";

    private static readonly KeyValuePair<string, string> Authorization = new("Authorization", "Bearer {{TOKEN_A}}");
    private static readonly KeyValuePair<string, string> Json = new("Content-Type", "application/json");

    private static readonly Lazy<IReadOnlyList<HostileRow>> All = new(() =>
    [
        .. HostileCatalogue.Read(),
        .. AddressSpellings.All().Select(spelling => Create("ssrf-spelling", spelling.Url, spelling.Note)),
        .. Names().Select(url => Create("ssrf-dns", url, url)),
        .. Brackets().Select(url => Create("ssrf-parser", url, url)).Select(row => row with { Expected = [.. row.Expected, "says=is not a valid address"] }),
        .. Own().Select(url => Create("ssrf-self", url, url)),
        .. PlainHttp().Select(url => Create("ssrf-plain", url, url)).Select(row => row with { Expected = [.. row.Expected, "no_dial"] }),
        .. Boundaries(),
        .. Platforms(),
        .. PathSpellings.All().Select(path => Get("path", path, path, "status=200|400|404", "no_upstream", "alive")),
        .. Claims(),
        .. Bodies(),
        .. Smuggling.All().Select(one => new HostileRow(0, "smuggling", "RAW", "-", [], "@raw:" + JsonSerializer.Serialize(one.Text), one.Expected, one.Note)),
    ]);

    public static IReadOnlyList<HostileRow> WithCatalogue() => All.Value;

    private static HostileRow Create(string category, string url, string note)
        => Post(category, World.CreateBody(url, "canary-tok-7f3a"), note, "status=422", "no_connect", "no_store", "generic_error", "no_leak", "t<11s");

    private static HostileRow Post(string category, string body, string note, params string[] expected)
        => new(0, category, "POST", Prefix, [Authorization, Json], JsonSerializer.Serialize(body), expected, note);

    private static HostileRow Get(string category, string path, string note, params string[] expected)
        => new(0, category, "GET", path, [Authorization], "", expected, note);

    private static IEnumerable<string> Names()
        => new[] { "private", "ula", "mixed", "nat64", "unspecified", "1.0.0.127", "nowhere", "loop", "meta" }
            .SelectMany(name => new[] { $"http://{name}.ssrf.test", $"https://{name}.ssrf.test", $"https://{name}.ssrf.test:8443/x" })
            .Append("https://localhost").Append("https://localtest.me").Append("https://metadata.google.internal");

    // Found by the fuzzer: what stood behind the first bracket was read as a path.
    private static IEnumerable<string> Brackets()
        => ["http://[::127.0.0.1]1]1]1]", "http://[::1]]", "https://[2606:4700::1111]x]", "https://[[2606:4700::1111]", "https://[2606:4700::1111]:443]", "https://[2606:4700::1111].test]"];

    // In the world of the private network, the operator has opened these by mistake.
    private static IEnumerable<string> Own()
        => from port in (string[])["gateway", "management", "upstream"]
           from host in (string[])["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "loop.ssrf.test", "[::1]", "0.0.0.0"]
           select $"http://{host}:{{{{PORT:{port}}}}}";

    // A platform that would answer, and get the token in the clear.
    private static IEnumerable<string> PlainHttp()
        => ["http://ok.scm.ssrf.test", "http://ok.scm.ssrf.test:443", "http://scm.ssrf.test:443/gitlab", "HTTP://scm.ssrf.test:443"];

    private static IEnumerable<HostileRow> Boundaries()
        => ((string[])
        [
            "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.0", "127.255.255.255",
            "169.254.0.0", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.2.255", "192.168.0.0", "192.168.255.255",
            "198.18.0.0", "198.19.255.255", "198.51.100.0", "203.0.113.255", "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255",
            "::", "::1", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::", "febf:ffff::1", "ff00::", "ffff::1", "2001:db8::1", "64:ff9b:1::1",
            "200:1::1", "1fff:ffff::1", "4000::1", "fe00::1", "64:ff9b:0:1::7f00:1", "::fffe:a00:1",
        ]).Select(address => new HostileRow(0, "ssrf-boundary", "UNIT", "IpClassifier", [], JsonSerializer.Serialize(address), ["classifier=deny"], address));

    private static IEnumerable<HostileRow> Platforms()
    {
        foreach (var (behaviour, expected) in ((string, string[])[])
        [
            ("302-metadata", ["status=422", "no_follow", "no_store", "generic_error"]),
            ("307-other-host", ["status=422", "no_follow", "no_store", "generic_error"]),
            ("slow-drip-headers", ["status=503", "no_store", "t<11s"]),
            ("endless-body", ["status=422", "no_store", "rss<+64MiB", "t<11s", "alive"]),
            ("cl-huge", ["status=422", "no_store", "rss<+64MiB", "t<11s", "alive"]),
            ("br-bomb", ["status=422", "no_store", "rss<+64MiB", "t<11s", "alive"]),
            ("headers-endless", ["status=422", "no_store", "rss<+64MiB", "t<11s", "alive"]),
            ("gzip-label", ["status=422", "no_store"]),
            ("200-json-deep", ["status=422", "no_store", "alive"]),
            ("200-username-crlf", ["status=422", "no_store", "alive"]),
            ("200-username-huge", ["status=422", "no_store", "alive"]),
            ("set-cookie-canary", ["status=201", "no_cookie"]),
        ])
        {
            yield return Post("scm-response", World.CreateBody($"{{{{SCM:{behaviour}}}}}", "canary-tok-7f3a"), behaviour, expected);
        }
    }

    // To a proxied path: whoever stands behind may believe these.
    private static IEnumerable<HostileRow> Claims()
        => ((string[])
        [
            "X-User-Id", "X_User_Id", "x-user-id", "Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Forwarded-Email", "X-Auth-Request-User",
            "X-Authenticated-Userid", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL",
            "Forwarded", "X-Real-IP", "True-Client-IP", "X-Client-Cert", "Impersonate-User", "HTTP2-Settings", "X_Forwarded_For", "CF-Connecting-IP",
            "X-UserId", "X-User-Role", "X-Auth-Email", "X-Auth-Subject", "WL-Proxy-Client-IP",
        ]).Select(name => new HostileRow(
            0, "header", "GET", "/v1/apps", [Authorization, new(name, "admin")], "", ["status=proxied", "upstream_lacks=" + name], $"{name} to the upstream"))
        .Concat(((string[])["Authorization", "te,\tCookie", "x-request-id"]).Select(value => new HostileRow(
            0, "header", "GET", "/v1/apps", [Authorization, new("Connection", value)], "", ["status=400", "upstream_saw_none"], $"Connection: {value}")))
        // The server reads these as their first word alone, and what is named behind it goes through.
        .Concat(((string[])["close, Authorization", "keep-alive, Authorization", "upgrade, Authorization"]).Select(value => new HostileRow(
            0, "header", "GET", "/v1/apps", [Authorization, new("Connection", value)], "", ["status=proxied", "upstream_keeps=Authorization"], $"Connection: {value}")))
        .Concat(((string[])["Basic YTpi", "Token {{TOKEN_A}}", "Bearer {{TOKEN_A}},Bearer {{TOKEN_B}}", "Bearer {{TOKEN_A}} {{TOKEN_B}}", "Bearer\t{{TOKEN_A}}", "Bearer \"{{TOKEN_A}}\"", "Bearer"])
            .Select(value => new HostileRow(0, "auth-header", "GET", Prefix, [new("Authorization", value)], "", ["status=401", "no_upstream", "www_authenticate"], value)))
        .Append(new HostileRow(0, "auth-header", "GET", Prefix, [new("Authorization", "Bearer {{JWT_NONE}}")], "", ["status=401"], "a JWT without a signature"));

    private static IEnumerable<HostileRow> Bodies()
        => (((string Note, string Body)[])
        [
            ("a wrapper twice in another case", """{"scm_integration":{"url":"{{SCM:ok}}"},"Scm_Integration":{}}"""),
            ("an escaped twin", """{"scm_integration":{"url":"{{SCM:ok}}","\u0075rl":"{{SCM:ok}}"}}"""),
            ("nine levels", """{"scm_integration":{"a":[[[[[[[1]]]]]]]}}"""),
            ("two documents", """{"scm_integration":{}}{"scm_integration":{}}"""),
            ("a comment at the end", """{"scm_integration":{}}//"""),
            ("single quotes", """{'scm_integration':{}}"""),
            ("NaN", """{"scm_integration":{"x":NaN}}"""),
            // Found by the fuzzer: answered with 500.
            ("half a surrogate pair in a name", """{"scm_integration":{"access_t\ud800oken":"t"}}"""),
            ("a number with a leading zero", """{"scm_integration":{"x":01}}"""),
        ]).Select(one => Post("json", one.Body, one.Note, "status=400", "no_connect", "no_store", "generic_error"));
}
