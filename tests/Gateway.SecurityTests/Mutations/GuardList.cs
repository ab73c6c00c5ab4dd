using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Mutations;

/// <summary>The guards of the product.</summary>
internal static class GuardList
{
    private const int All = 0x7fffffff;

    public static IReadOnlyList<Guard> Guards { get; } =
    [
        // Outbound.
        new("addresses that are not public are refused", WorldKind.Private, In("ssrf-ipv4"), off => off.Return("OutboundPolicy", "JudgeReading")),
        new("all readings of an address are judged", WorldKind.Private, Noted("http 127.0.0.1, NAT64"), off => off.Call("AddressReadings", "Of", Replacements.ReadPlainly)),
        new("closed ranges stay closed", WorldKind.Private, Noted("WireServer"), off => off.Return("AddressRanges", "FindClosed")),
        new("every answer of a name server is judged", WorldKind.Private, Noted("mixed.ssrf.test"), off => off.Call("OutboundConnector", "ConnectAsync", Replacements.BeContentWithOne)),
        new("the address that was judged is dialled", WorldKind.Private, Noted("2nd 127.0.0.1"), off => off.Call("OutboundConnector", "ConnectAsync", Replacements.ResolveAgain)),
        new("plain HTTP is refused", WorldKind.Default, In("ssrf-plain"), off => off.Return("OutboundHandler", "Prepare")),
        new("public addresses are open on the web's ports", WorldKind.Default, In("ssrf-port"), off => off.Return("OutboundPolicy", "IsWebPort", 1)),
        new("allowed networks are open on their ports", WorldKind.Private, In("ssrf-port"), off => off.Return("AllowedNetwork", "Opens", 1)),
        new("the gateway's own listeners are refused", WorldKind.Private, Noted("{{PORT:gateway}}"), off => off.Return("OwnListeners", "Contain")),
        new("the upstream is refused", WorldKind.Private, Noted("{{PORT:upstream}}"), off => off.Return("UpstreamDestinations", "ContainAsync")),
        new("no redirect is followed", WorldKind.Default, Playing("302-", "307-", "308-"), off => off.Set("OutboundTransport", "AllowAutoRedirect", 1)),
        new("no cookie is kept", WorldKind.Default, Playing("set-cookie"), off => off.Set("OutboundTransport", "UseCookies", 1)),
        new("no proxy of the environment is used", WorldKind.Proxied, Playing("ok"), off => off.Set("OutboundTransport", "UseProxy", 1)),
        new("no compression is asked for", WorldKind.Default, Playing("ok"), off => off.Set("OutboundTransport", "AutomaticDecompression", All)),
        new("bodies are bounded", WorldKind.Default, Playing("endless-body"), off => off.Number("OutboundHandler", 1024 * 1024, 256 << 20)),
        new("heads are bounded", WorldKind.Default, Playing("headers-endless"), off => off.Set("OutboundTransport", "MaxResponseHeadersLength", 1 << 20)),
        new("answers have a deadline", WorldKind.Default, Playing("slow-drip-body"), off =>
        {
            off.Call("OutboundOptions", "get_Timeout", Replacements.TwentySeconds);
            // The call that waits for the answer has one too.
            off.Number("AnswerDeadline", 10_750, 30_000);
        }),
        new("certificates are checked", WorldKind.Default, Playing("tls-"), off => off.Return("ServerTrust", "IsTrusted", 1)),
        new("calls to one host are bounded", WorldKind.Default, Procedure("post-concurrent-users-200"), off => off.Call("PlatformCallLimits", "EnterAsync", Replacements.EnterAlways)),
        new("the call ends with its caller", WorldKind.Default, Procedure("post-abort-mid-validate"), off => off.WithoutCancellation("ScmIntegrationService", "CreateAsync")),

        // What a caller writes.
        new("addresses are plain", WorldKind.Private, In("ssrf-parser"), off => off.Call("ScmInstance", "TryParse", Replacements.ReadAnyAddress), "Providers.Abstractions"),
        new("tokens are plain", WorldKind.Default, Noted("CRLF in access_token", "NUL in token"), off => off.Call("ScmAccessToken", "TryParse", Replacements.ReadAnyToken), "Providers.Abstractions"),
        new("types that are linked in the browser are not created", WorldKind.Default, Noted("github is OAuth-only", "gitlab is OAuth-only"), off => off.Return("ProviderDescription", "get_LinksByToken", 1)),
        new("names that differ in case only are refused", WorldKind.Default, Noted("case twin"), off => off.Return("RequestBody", "HasCaseTwins")),
        new("names that come twice are refused", WorldKind.Default, Noted("an escaped twin", "duplicate wrapper"), off =>
        {
            off.Set("RequestBody", "AllowDuplicateProperties", 1);
            off.Return("RequestBody", "HasCaseTwins");
        }),
        new("bodies are shallow", WorldKind.Default, Noted("nine levels"), off => off.Set("RequestBody", "MaxDepth", 64)),
        new("bodies are JSON", WorldKind.Default, In("content-type"), off => off.Return("RequestBody", "IsJson", 1)),
        new("bodies are small", WorldKind.Default, Noted("1 MiB unknown string"), off => off.Number("RequestBody", 64 * 1024, 64 << 20)),

        // Who calls.
        new("one bearer token, and a plain one", WorldKind.Default, Noted("two Authorization headers"), off =>
        {
            off.Call("BearerToken", "TryRead", Replacements.ReadTheFirstToken);
            off.Return("InboundHeaders", "NamesTwoCallers");
        }),
        new("a JWT is validated", WorldKind.Jwt, Noted("audience of another service", "no exp", "a JWT without a signature"), off => off.Call("JwtOwnerSource", "FindOwnerAsync", Replacements.BelieveAnyJwt)),
        new("an owner has an id", WorldKind.Default, Procedure("upstream-user-id-missing"), off => off.Call("UpstreamOwnerSource", "Read", Replacements.OwnerWithoutId)),
        new("the upstream's redirects are not followed", WorldKind.Default, Procedure("upstream-redirect"), off => off.Set("DirectHttpClient", "AllowAutoRedirect", 1)),
        new("one question per token", WorldKind.Default, Procedure("token-stampede-1000"), off => off.Call("CachedOwnerSource", "FindOwnerAsync", Replacements.AskEachTime)),
        new("a revoked token is forgotten", WorldKind.Default, Procedure("token-logout-passthrough"), off => off.Return("CachedOwnerSource", "Evict")),
        new("an eviction concerns what is under way", WorldKind.Default, Procedure("token-evictions"), off => off.Return("OwnerEvictions", "HasEvictedSince")),
        new("an eviction concerns its owner alone", WorldKind.Default, Procedure("token-evictions"), off => off.Return("OwnerEvictions", "HasEvictedSince", 1)),
        new("the upstream's whole answer has a deadline", WorldKind.Default, Procedure("upstream-endless-answer"), off => off.Number("UpstreamApi", 5, 3600)),
        new("an answer is not believed for long", WorldKind.Default, Procedure("upstream-user-id-change"), off => off.Call("CachedOwnerSource", "OwnerDuration", Replacements.AnHour)),
        new("integrations are their owner's", WorldKind.Default, Noted("foreign delete"), off =>
        {
            off.Call("ProtectingScmIntegrationStore", "FindAsync", Replacements.FindAnybodys);
            off.Call("ProtectingScmIntegrationStore", "RemoveAsync", Replacements.RemoveAnybodys);
        }),
        new("calls are counted by owner", WorldKind.Default, Noted("spoofed client address"), off => off.Call("OwnerLimits", "CountAsync", Replacements.CountNothing)),
        new("creates are counted by owner", WorldKind.Default, Procedure("post-scan-256-ports"), off => off.Call("OwnerLimits", "CountCreateAsync", Replacements.CountNoCreate)),
        new("no time tells a closed port from others", WorldKind.Default, Procedure("post-scan-256-ports"), off => off.Return("UnreachableFloor", "Concerns")),

        // The way in.
        new("paths are judged before routing", WorldKind.Default, In("path"), off => off.Return("PathGate", "IsPlain", 1)),
        new("paths are read as others may", WorldKind.Default, In("path"), off => off.Return("PathReadings", "LeadToPrefix")),
        new("malformed paths are refused", WorldKind.Default, Noted("absolute-form:", "CRLF in path", "upper-case"), off => off.Return("RawPath", "get_IsWellFormed", 1)),
        new("the whole prefix is ours", WorldKind.Default, In("method"), off => off.Return("UnservedCalls", "MapUnservedCalls")),
        new("claims are taken away", WorldKind.Default, Noted("X-User-Id to the upstream"), off => off.Return("InboundHeaders", "RemoveClaims")),
        new("Connection names no other headers", WorldKind.Default, Noted("Connection: "), off => off.Return("InboundHeaders", "NamesOtherHeaders")),
        new("bodies are chunked once", WorldKind.Default, Noted("identity, chunked to", "chunked twice to"), off => off.Return("InboundHeaders", "IsChunkedOnce", 1)),
        new("lengths are digits", WorldKind.Default, Noted("plus sign"), off => off.Call("DigitsEncoding", "GetChars", Replacements.AnyCharacters)),
        new("management has its own port", WorldKind.Default, Noted("ops endpoint must not be public"), off => off.Call("ManagementPort", "Owns", Replacements.OwnsByPath)),
        new("who does not read is cut off", WorldKind.Default, Procedure("slow-read-200"), off => off.Call("SlowReaders", "BoundAsync", Replacements.BoundNobody)),

        // What is kept, said and loaded.
        new("a sealed token is bound to its row", WorldKind.Default, Procedure("row-swap"), off => off.Return("TokenBinding", "Write")),
        new("a missing key stops the start", WorldKind.Default, Procedure("key-revoked"), off => off.Call("KeyCheck", "RunAsync", Replacements.AcceptLostKeys)),
        new("exceptions say nothing", WorldKind.Default, Procedure("leak-exception"), off => off.PassThrough("ErrorExtensions", "UseErrorResponses")),
        new("the server does not name itself", WorldKind.Default, Procedure("leak-server-headers"), off => off.Set("ServerSetup", "AddServerHeader", 1)),
        new("only listed files run", WorldKind.Default, Procedure("plugin-unlisted-dll"), off => off.Return("TrustedHashes", "ProblemOf")),
        new("no link leads out of the plugin folder", WorldKind.Default, Procedure("plugin-symlink-out"), off => off.Return("RealPath", "IsInside", 1)),
        new("no manifest leads out of its folder", WorldKind.Default, Procedure("plugin-path-traversal"), off => off.Return("DependencyManifest", "Check")),
        new("a manifest says each thing once", WorldKind.Default, Procedure("plugin-manifest-reread"), off => off.Set("DependencyManifest", "AllowDuplicateProperties", 1)),
        new("nobody else writes plugins", WorldKind.Default, Procedure("plugin-world-writable"), off => off.Return("PluginFiles", "IsWritableByAll")),
        new("what a provider throws is not told in its words", WorldKind.Default, Procedure("plugin-throws"), off => off.Call("FailureTranslation", "Describe", Replacements.InWords)),
    ];

    private static Func<HostileRow, bool> In(string category) => row => row.Category == category && !row.IsProcedure;

    private static Func<HostileRow, bool> Noted(params string[] notes)
        => row => notes.Any(note => row.Note.Contains(note, StringComparison.Ordinal) || row.Body.Contains(note, StringComparison.Ordinal));

    private static Func<HostileRow, bool> Playing(params string[] behaviours)
        => row => row.AsksPlatform && behaviours.Any(name => row.Body.Contains("{{SCM:" + name, StringComparison.Ordinal))
            && !row.Body.Contains("a\\\\r", StringComparison.Ordinal);

    private static Func<HostileRow, bool> Procedure(string name) => row => row.IsProcedure && row.Path == name;
}
