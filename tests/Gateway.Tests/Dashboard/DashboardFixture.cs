using System.Net.Http.Headers;
using System.Text;
using Gateway.Plugins.Invocation;
using Gateway.Tests.Operations;
using Gateway.Tests.ScmIntegrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Dashboard;

/// <summary>
/// The gateway with the shipped plugins and a real store. Its upstream trades every API token but <c>wrong</c> for a bearer token of the same
/// text, which is the one of the user of that name; <c>nobody</c> is nobody's, and <see cref="Trouble"/> stands in for all answers.
/// </summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private RunningGateway? _gateway;

    internal RunningGateway Gateway => _gateway!;

    /// <summary>The status that the upstream answers to a path with, in place of the usual.</summary>
    internal Dictionary<string, int> Trouble { get; } = [];

    public async Task InitializeAsync() => _gateway = await StartAsync(
        "--Gateway:Limits:CreatesPerOwnerPerMinute=10", "--Gateway:Limits:PerOwnerPerMinute=40", "--Gateway:Adopt=true");

    public async Task DisposeAsync() => await _gateway!.DisposeAsync();

    internal Task<RunningGateway> StartAsync(params string[] arguments) => StartAsync(new StubPlatform(), _ => { }, arguments);

    internal async Task<RunningGateway> StartAsync(StubPlatform platform, Action<IServiceCollection> replace, params string[] arguments)
    {
        var gateway = await RunningGateway.StartAsync(
            configure: builder => replace(builder.Services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, platform)),
            withStore: true,
            arguments: [$"--Gateway:Plugins:Directory={Repository.Path("plugins")}", .. arguments]);
        gateway.Upstream.Answer = AnswerAsync;
        return gateway;
    }

    internal static string NewOwner() => $"owner-{Guid.NewGuid():N}";

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var path = context.Request.Path.Value!;
        if (Trouble.TryGetValue(path, out var status))
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("""{"error":"trouble"}""");
        }

        var credentials = AuthenticationHeaderValue.Parse(context.Request.Headers.Authorization.ToString() is { Length: > 0 } text ? text : "None");
        return path switch
        {
            "/v1/tokens/exchange" => Exchange(context, Encoding.UTF8.GetString(Convert.FromBase64String(credentials.Parameter!))),
            "/v1/users/self" => Self(context, credentials.Parameter!),
            "/v1/scm_integrations" when credentials.Parameter!.StartsWith("veteran-", StringComparison.Ordinal)
                => context.Response.WriteAsync(Payload.OldIntegrations(ApiFixture.OldIdOf(credentials.Parameter))),
            _ => context.Response.WriteAsync("""{"scm_integrations":[],"keys":[],"from":"upstream"}"""),
        };
    }

    private static Task Exchange(HttpContext context, string credentials)
    {
        context.Response.StatusCode = credentials == ":wrong" ? 401 : 200;
        return context.Response.WriteAsync(credentials == ":wrong" ? "{}" : $$"""{"token":"{{credentials[1..]}}"}""");
    }

    private static Task Self(HttpContext context, string token)
    {
        context.Response.StatusCode = token == "nobody" ? 401 : 200;
        return context.Response.WriteAsync(token == "nobody"
            ? "{}"
            : $$$"""{"user":{"id":"us-{{{token}}}","email":"{{{token}}}@example.com","username":"{{{token}}}"}}""");
    }
}
