using Gateway.Plugins;
using Gateway.SecurityTests.Worlds;
using Gateway.Storage;
using Gateway.Storage.Protection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.SecurityTests.Leaks;

/// <summary>Parts that throw what must not get out, and what answers say of themselves.</summary>
internal static class FaultyParts
{
    private const string Path = "/v1/scm_integrations";

    private static readonly string[] Talkative = ["Server", "X-Powered-By", "X-AspNet-Version", "X-SourceFiles", "Via"];

    public static Task ExceptionsAsync(WorldPlan plan) => ThrowAsync(plan, "Production");

    public static Task DevelopmentAsync(WorldPlan plan) => ThrowAsync(plan, "Development");

    public static async Task HeadersAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        var person = world.NewPerson();
        foreach (var answer in (RawAnswer[])
        [
            await world.CallAsync("GET", Path, person.Bearer),
            await world.CallAsync("GET", Path, bearer: null),
            await world.CallAsync("GET", "//" + Path, bearer: null),
            await world.CallAsync("GET", "/%", bearer: null),
            await world.CallAsync("GET", "/dashboard", bearer: null),
            await world.ManageAsync("/health/live"),
        ])
        {
            Assert.All(Talkative, name => Assert.Null(answer.Header(name)));
        }
    }

    private static async Task ThrowAsync(WorldPlan plan, string environment)
    {
        await ThrowAsync(plan, environment, builder => builder.Services.AddSingleton(Throwing.Make<IScmIntegrationStore>()), GetAndDelete());
        await ThrowAsync(plan, environment, builder => builder.Services.AddSingleton(Throwing.Make<IProviderInvoker>()), Create());
        await ThrowAsync(plan, environment, builder => builder.Services.AddSingleton(Throwing.Make<ITokenProtector>()), Create());
    }

    private static async Task ThrowAsync(
        WorldPlan plan, string environment, Action<WebApplicationBuilder> configure, IEnumerable<(string Method, string Path, string? Body)> calls)
    {
        await using var world = await World.StartAsync(plan, new Dictionary<string, string> { ["environment"] = environment }, configure);
        foreach (var (method, path, body) in calls)
        {
            var answer = await world.CallAsync(method, path, world.NewPerson().Bearer, body);
            Assert.Equal(500, answer.Status);
            Assert.StartsWith("{\"error\":", answer.Text, StringComparison.Ordinal);
            Assert.All(
                (string[])["canary", "Exception", "   at ", "SELECT", "/var", "10.1.2.3", nameof(Throwing)],
                text => Assert.DoesNotContain(text, answer.Text, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<(string Method, string Path, string? Body)> GetAndDelete() =>
    [
        ("GET", Path, null),
        ("GET", $"{Path}/{Guid.NewGuid()}", null),
        ("DELETE", $"{Path}/{Guid.NewGuid()}", null),
    ];

    private static IEnumerable<(string Method, string Path, string? Body)> Create() =>
        [("POST", Path, World.CreateBody(PlatformServer.AddressOf("ok"), "canary-exception-token"))];
}
