using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Plugins.Invocation;
using Gateway.ScmIntegrations;
using Gateway.Tests.Operations;
using Gateway.Tests.Plugins;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>
/// The gateway on real sockets with the shipped plugins and a real store; its upstream knows <c>alice</c> and <c>bob</c> by tokens of their
/// names, and its platforms are played by a <see cref="StubPlatform"/> in the place of the lent handler.
/// </summary>
public sealed class ApiFixture : IAsyncLifetime
{
    private const string Nameless = "nameless-";

    private readonly DirectoryInfo? _ownPlugins;
    private RunningGateway? _gateway;

    internal RunningGateway Gateway => _gateway!;

    internal StubPlatform Platform { get; } = new();

    internal LogLines Log { get; } = new();

    /// <summary>Built plugins, by their folders in the repository: they are served from a directory of this fixture's own, in place of the shipped ones.</summary>
    internal IReadOnlyList<string> OwnPlugins
    {
        init
        {
            _ownPlugins = Directory.CreateTempSubdirectory("gateway-api-plugins-");
            foreach (var built in value)
            {
                _ownPlugins.AddPlugin(Repository.Path(built));
            }
        }
    }

    internal string PluginDirectory => _ownPlugins?.FullName ?? Repository.Path("plugins");

    /// <summary>The type without which the gateway is not ready; null when there is none.</summary>
    internal string? RequiredType { get; init; }

    /// <summary>How soon a caller may be told that an address cannot be reached.</summary>
    internal TimeSpan Floor { get; init; } = TimeSpan.Zero;

    /// <summary>The upstream's <c>/v1/keys</c>; an empty list unless set.</summary>
    internal RequestDelegate? UpstreamKeys { get; set; }

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync(
            configure: builder => builder.Services
                .AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, Platform)
                .AddSingleton(new UnreachableFloor(TimeProvider.System) { Length = Floor })
                .AddSingleton<ILoggerProvider>(Log),
            withStore: true,
            arguments:
            [
                $"--Gateway:Plugins:Directory={PluginDirectory}",
                .. RequiredType is null ? Array.Empty<string>() : [$"--Gateway:Plugins:Required:0={RequiredType}"],
                "--Gateway:Limits:CreatesPerOwnerPerMinute=10000",
                "--Gateway:Limits:PerOwnerPerMinute=100000",
                "--Gateway:Adopt=true",
            ]);
        _gateway.Upstream.Answer = AnswerAsync;
    }

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        _ownPlugins?.Delete(recursive: true);
    }

    /// <summary>Calls the API as an owner; <paramref name="body"/> is JSON.</summary>
    internal async Task<Answer> CallAsync(string owner, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", owner);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await Gateway.Public.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
    }

    /// <summary>Links an account and gives its id.</summary>
    internal async Task<string> LinkAsync(string owner, string type, string url, string token)
    {
        var answer = await CallAsync(owner, HttpMethod.Post, "/v1/scm_integrations", Payload.Create(type, url, token));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json.GetProperty("scm_integration").GetProperty("id").GetString()!;
    }

    /// <summary>An owner who has integrations at the upstream from before, which may not say whose accounts they are; see <see cref="OldIdOf"/>.</summary>
    internal static string NewVeteran(bool isNameless = false) => $"veteran-{(isNameless ? Nameless : "")}{Guid.NewGuid():N}";

    internal static Guid OldIdOf(string veteran) => Guid.ParseExact(veteran[^32..], "N");

    internal static string NewOwner() => $"owner-{Guid.NewGuid():N}";

    // Whoever shows a token is its owner; keys and integrations of old are none unless a test says so.
    private Task AnswerAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/v1/users/self")
        {
            context.Response.StatusCode = token == "nobody" ? 401 : 200;
            return context.Response.WriteAsync(token == "nobody"
                ? """{"error":"unauthorized"}"""
                : $$$"""{"user":{"id":"us-{{{token}}}","email":"{{{token}}}@example.com","username":"{{{token}}}"}}""");
        }

        if (context.Request.Path == "/v1/keys" && UpstreamKeys is { } keys)
        {
            return keys(context);
        }

        return context.Response.WriteAsync(context.Request.Path == "/v1/scm_integrations" && token.StartsWith("veteran", StringComparison.Ordinal)
            ? Payload.OldIntegrations(OldIdOf(token), hasAccount: !token.Contains(Nameless, StringComparison.Ordinal))
            : """{"scm_integrations":[],"keys":[]}""");
    }

    internal sealed record Answer(
        HttpStatusCode Status, string Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
