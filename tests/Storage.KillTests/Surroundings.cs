using System.Globalization;
using System.Text.Json;
using Deployment.Tests;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Http;

namespace Storage.KillTests;

/// <summary>
/// What a gateway has around it: an auth API where a bearer token is its owner's name, and a GitLab where a token <c>UID.anything</c> is good
/// and belongs to the account with that id.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly FakeUpstream _auth;
    private readonly FakeUpstream _platform;

    private Surroundings(FakeUpstream auth, FakeUpstream platform) => (_auth, _platform) = (auth, platform);

    public string PlatformUrl => _platform.Address;

    public static async Task<Surroundings> StartAsync()
    {
        var surroundings = new Surroundings(await FakeUpstream.StartAsync(), await FakeUpstream.StartAsync());
        surroundings._auth.Answer = AnswerAsAuthAsync;
        surroundings._platform.Answer = AnswerAsPlatformAsync;
        return surroundings;
    }

    public Task<GatewayProcess> StartGatewayAsync(string folder, IReadOnlyDictionary<string, string>? settings = null)
        => GatewayProcess.StartAsync(folder, _auth.Address, new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["Gateway:Outbound:AllowPlainHttp"] = "true",
            ["Gateway:Outbound:AllowedNetworks:0"] = "127.0.0.1/32:" + new Uri(PlatformUrl).Port.ToString(CultureInfo.InvariantCulture),
            ["Gateway:Limits:CreatesPerOwnerPerMinute"] = "100000",
            ["Gateway:Limits:PerOwnerPerMinute"] = "1000000",
            ["Logging:LogLevel:Gateway"] = "Warning",
        });

    public async ValueTask DisposeAsync()
    {
        await _auth.DisposeAsync();
        await _platform.DisposeAsync();
    }

    private static Task AnswerAsAuthAsync(HttpContext context)
    {
        var name = BearerOf(context);
        return WriteAsync(context, new { user = new { id = $"us-{name}", email = $"{name}@example.com", username = name } });
    }

    private static Task AnswerAsPlatformAsync(HttpContext context)
    {
        var uid = BearerOf(context).Split('.')[0];
        return context.Request.Path == "/api/v4/user"
            ? WriteAsync(context, new
            {
                id = int.Parse(uid, CultureInfo.InvariantCulture),
                username = $"user{uid}",
                name = "U",
                state = "active",
                avatar_url = (string?)null,
                web_url = $"https://gitlab.example.com/user{uid}",
                email = $"user{uid}@example.com",
                bot = false,
            })
            : WriteAsync(context, new { id = 1, name = "t", active = true, scopes = new[] { "api" }, expires_at = "2100-01-01" });
    }

    private static string BearerOf(HttpContext context)
        => context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private static Task WriteAsync(HttpContext context, object answer)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(answer));
    }
}
