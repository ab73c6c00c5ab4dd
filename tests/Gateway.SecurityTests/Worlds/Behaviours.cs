using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Gateway.SecurityTests.Worlds;

/// <summary>How the platforms of the catalogue answer, by name. All play GitLab, and most play it badly.</summary>
internal static class Behaviours
{
    private const string UserPath = "/api/v4/user";

    private static readonly byte[] Gzip = Bomb(stream => new GZipStream(stream, CompressionLevel.Fastest));
    private static readonly byte[] Brotli = Bomb(stream => new BrotliStream(stream, CompressionLevel.Fastest));

    private static readonly Dictionary<string, Func<PlatformExchange, Task>> All = new(StringComparer.Ordinal)
    {
        ["ok"] = exchange => UserAsync(exchange),
        ["other"] = exchange => UserAsync(exchange),
        ["302-loopback"] = exchange => exchange.RedirectAsync("http://127.0.0.1:8080/"),
        ["302-metadata"] = exchange => exchange.RedirectAsync("http://169.254.169.254/latest/"),
        ["308-downgrade"] = exchange => exchange.RedirectAsync($"http://308-downgrade{PlatformServer.Domain}{UserPath}", "308 Permanent Redirect"),
        ["302-schemeless"] = exchange => exchange.RedirectAsync("//127.0.0.1/"),
        ["302-userinfo"] = exchange => exchange.RedirectAsync("http://x@127.0.0.1/"),
        ["302-self-loop"] = exchange => exchange.RedirectAsync(exchange.Request.Target),
        ["307-other-host"] = exchange => exchange.RedirectAsync($"https://other{PlatformServer.Domain}{UserPath}", "307 Temporary Redirect"),
        ["302-chain-60"] = exchange => exchange.Number < 60
            ? exchange.RedirectAsync(FormattableString.Invariant($"{UserPath}?hop={exchange.Number}")) : UserAsync(exchange),
        ["302-crlf-location"] = exchange => exchange.RedirectAsync("/a\rX-Injected: 1"),
        ["slow-drip-body"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
            await exchange.RepeatAsync(" ", TimeSpan.FromSeconds(1));
        },
        ["slow-drip-headers"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\n");
            await exchange.RepeatAsync("X-Drip: 1\r\n", TimeSpan.FromSeconds(1));
        },
        ["accept-no-reply"] = exchange => exchange.SayNothingAsync(),
        ["rst"] = exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        },
        ["fin-midbody"] = exchange => exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"id\":8"),
        ["endless-body"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"id\":8,\"username\":\"");
            await exchange.RepeatAsync(new string('a', 65536));
        },
        ["cl-huge"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000000000\r\n\r\n[");
            await exchange.RepeatAsync(new string('[', 65536));
        },
        ["gzip-bomb"] = exchange => EncodedAsync(exchange, "gzip", Gzip),
        ["br-bomb"] = exchange => EncodedAsync(exchange, "br", Brotli),
        ["gzip-label"] = exchange => exchange.AnswerAsync(ProfileOf(exchange), "HTTP/1.1 200 OK\r\nContent-Encoding: gzip"),
        ["headers-endless"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\n");
            await exchange.RepeatAsync($"X-Long: {new string('h', 4096)}\r\n");
        },
        ["double-gzip"] = exchange => EncodedAsync(exchange, "gzip, gzip", Gzip),
        ["headers-10000"] = exchange => exchange.WriteAsync(
            "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: 1\r\n")) + "Content-Length: 2\r\n\r\n{}"),
        ["header-line-huge"] = async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nX-Long: ");
            for (var i = 0; i < 160; i++)
            {
                await exchange.WriteAsync(new string('h', 65536));
            }

            await exchange.WriteAsync("\r\nContent-Length: 2\r\n\r\n{}");
        },
        ["status-line-garbage"] = exchange => exchange.WriteAsync("SSH-2.0-OpenSSH_9.7\r\n\r\n"),
        ["http09"] = exchange => exchange.WriteAsync(Profile(exchange)),
        ["1xx-flood"] = exchange => exchange.RepeatAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"),
        ["101-upgrade"] = exchange => exchange.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
        ["chunk-huge"] = exchange => exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{\"id\":8}"),
        ["www-authenticate-negotiate"] = exchange => exchange.AnswerAsync(
            "{}", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM"),
        ["401"] = exchange => exchange.AnswerAsync("{\"message\":\"401 Unauthorized\"}", "HTTP/1.1 401 Unauthorized"),
        ["403"] = exchange => exchange.AnswerAsync(
            "{\"error\":\"insufficient_scope\",\"scope\":\"api\"}", "HTTP/1.1 403 Forbidden"),
        ["404"] = exchange => exchange.AnswerAsync("<html>not here</html>", "HTTP/1.1 404 Not Found", "text/html"),
        ["429-retry-after"] = exchange => exchange.AnswerAsync("{}", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 60"),
        ["503-html"] = exchange => exchange.AnswerAsync("<html>reflect-me-7f3a</html>", "HTTP/1.1 503 Service Unavailable", "text/html"),
        ["200-empty"] = exchange => exchange.AnswerAsync(""),
        ["200-json-scalar"] = exchange => exchange.AnswerAsync("42"),
        ["200-json-dup-keys"] = exchange => UserAsync(exchange, "\"id\":9000000001"),
        ["200-json-nan"] = exchange => UserAsync(exchange, id: "NaN"),
        ["200-json-trailing"] = exchange => exchange.AnswerAsync(Profile(exchange) + Profile(exchange)),
        ["200-json-deep"] = exchange => UserAsync(exchange, $"\"x\":{new string('[', 100_000)}{new string(']', 100_000)}"),
        ["200-id-missing"] = exchange => exchange.AnswerAsync("{\"username\":\"octo\",\"state\":\"active\"}"),
        ["200-id-string"] = exchange => UserAsync(exchange, id: "\"8\""),
        ["200-id-object"] = exchange => UserAsync(exchange, id: "{\"a\":8}"),
        ["200-username-html"] = exchange => UserAsync(exchange, username: "<script>alert(1)</script>"),
        ["200-username-bidi"] = exchange => UserAsync(exchange, username: "a\\u202eb\\u200bc"),
        ["200-username-surrogate"] = exchange => UserAsync(exchange, username: "a\\ud800b"),
        ["200-username-crlf"] = exchange => UserAsync(exchange, username: "a\\r\\nb"),
        ["200-username-huge"] = exchange => UserAsync(exchange, username: new string('u', 500_000)),
        ["200-avatar-javascript"] = exchange => UserAsync(exchange, "\"avatar_url\":\"javascript:alert(1)\""),
        ["200-avatar-private"] = exchange => UserAsync(exchange, "\"avatar_url\":\"http://169.254.169.254/\""),
        ["200--type-gadget"] = exchange => UserAsync(exchange, "\"_type\":\"System.Diagnostics.Process, System.Diagnostics.Process\""),
        ["200--ref"] = exchange => UserAsync(exchange, "\"$ref\":\"1\",\"$id\":\"1\",\"$oid\":\"507f1f77bcf86cd799439011\",\"$date\":0"),
        ["set-cookie-canary"] = exchange => exchange.Request.Header("Cookie") is null
            ? exchange.AnswerAsync(ProfileOf(exchange), "HTTP/1.1 200 OK\r\nSet-Cookie: session=canary-cookie; Path=/")
            : UserAsync(exchange),
        ["slow-5s"] = async exchange =>
        {
            if (exchange.Number == 1)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), exchange.Stopping);
            }

            await UserAsync(exchange);
        },
        ["flap-500-then-200"] = exchange => exchange.Number == 1
            ? exchange.AnswerAsync("{}", "HTTP/1.1 500 Internal Server Error") : UserAsync(exchange),
        ["tls-self-signed"] = exchange => UserAsync(exchange),
        ["tls-expired"] = exchange => UserAsync(exchange),
        ["plain"] = exchange => exchange.AnswerAsync("{}", "HTTP/1.1 404 Not Found"),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Func<PlatformExchange, Task> Find(string behaviour)
        => All.TryGetValue(behaviour, out var found) ? found : exchange => exchange.AnswerAsync("{}", "HTTP/1.1 404 Not Found");

    private static Task UserAsync(PlatformExchange exchange, string? more = null, string? id = null, string username = "octo")
        => exchange.Request.Target.StartsWith(UserPath, StringComparison.Ordinal)
            ? exchange.AnswerAsync(Profile(exchange, more, id, username))
            : exchange.AnswerAsync("{\"id\":1,\"name\":\"t\",\"active\":true,\"scopes\":[\"api\"],\"expires_at\":\"2130-01-01\"}");

    private static string ProfileOf(PlatformExchange exchange)
        => exchange.Request.Target.StartsWith(UserPath, StringComparison.Ordinal)
            ? Profile(exchange)
            : "{\"id\":1,\"name\":\"t\",\"active\":true,\"scopes\":[\"api\"]}";

    private static string Profile(PlatformExchange exchange, string? more = null, string? id = null, string username = "octo")
        => $"{{\"id\":{id ?? IdOf(exchange.Request.Token)},\"username\":\"{username}\",\"name\":\"O\",\"state\":\"active\",\"web_url\":\"https://ok.scm.ssrf.test/octo\",\"email\":\"octo@example.com\",\"bot\":false"
            + $"{(more is null ? "" : "," + more)}}}";

    // Another account for each token, and the same one each time.
    private static string IdOf(string token)
        => (1 + (BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(token))) & 0x7fffffff))
            .ToString(CultureInfo.InvariantCulture);

    private static async Task EncodedAsync(PlatformExchange exchange, string coding, byte[] body)
    {
        await exchange.WriteAsync(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n");
        await exchange.WriteAsync(body);
    }

    // Opens to 200 MiB of white space before a profile; as much of it as may be told from a leak.
    private static byte[] Bomb(Func<Stream, Stream> compress)
    {
        using var small = new MemoryStream();
        using (var stream = compress(small))
        {
            var blanks = Encoding.ASCII.GetBytes(new string(' ', 1 << 20));
            for (var i = 0; i < 200; i++)
            {
                stream.Write(blanks);
            }

            stream.Write(JsonSerializer.SerializeToUtf8Bytes(new { id = 8, username = "octo" }));
        }

        return small.ToArray();
    }
}
