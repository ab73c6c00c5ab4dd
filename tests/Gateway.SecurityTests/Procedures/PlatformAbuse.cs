using System.Globalization;
using Gateway.ScmIntegrations;
using Gateway.SecurityTests.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Who uses the call that dials for something else than linking.</summary>
internal static class PlatformAbuse
{
    private const string Path = "/v1/scm_integrations";
    private const int CreatesPerMinute = 30;

    public static async Task ScanAsync(WorldPlan plan)
    {
        var floor = TimeSpan.FromMilliseconds(100);
        await using var world = await World.StartAsync(
            plan with { Kind = WorldKind.Private },
            configure: builder => builder.Services.AddSingleton(new UnreachableFloor(TimeProvider.System) { Length = floor }));
        var person = world.NewPerson();
        var answers = new List<RawAnswer>();
        var started = TimeProvider.System.GetTimestamp();

        // Open ports are among them, which are as good as closed: none is dialled.
        foreach (var port in Enumerable.Range(1, 256).Where(port => port != 80))
        {
            var url = string.Create(CultureInfo.InvariantCulture, $"https://scm.ssrf.test:{port}/");
            answers.Add(await world.CallAsync("POST", Path, person.Bearer, World.CreateBody(url, "t")));
            if (answers.Count == CreatesPerMinute)
            {
                // However fast that was known of any of them.
                Assert.True(TimeProvider.System.GetElapsedTime(started) >= floor * CreatesPerMinute);
            }
        }

        Assert.Equal(["""{"errors":{"url":["cannot be reached from here"]}}"""], answers.Take(CreatesPerMinute).Select(answer => answer.Text).Distinct());
        Assert.All(answers.Skip(CreatesPerMinute), answer =>
        {
            Assert.Equal(429, answer.Status);
            Assert.NotNull(answer.Header("Retry-After"));
        });
        Assert.Empty(world.Dialler.Dialled);
        Assert.Empty(world.Canaries.Accepted);
    }

    public static async Task HangingPlatformAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        var posts = Enumerable.Range(0, 200).Select(_ => world.NewPerson()).ToList()
            .Select(person => world.CallAsync("POST", Path, person.Bearer, World.CreateBody(PlatformServer.AddressOf("accept-no-reply"), person.PlatformToken)))
            .ToList();
        await Eventually.HoldsAsync(
            () => world.Platforms.Requests.Any(one => one.Behaviour == "accept-no-reply"), TimeSpan.FromSeconds(20), "nobody was asked");
        for (var i = 0; i < 50; i++)
        {
            await SlowClients.AssertAliveAsync(world);
        }

        var most = world.Platforms.Open;
        var answers = await Task.WhenAll(posts);

        // Whether they waited for the platform or for a place.
        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
        Assert.True(most <= 4, $"{most} connections to one host at once");
    }

    public static async Task AbortAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        var person = world.NewPerson();
        var body = World.CreateBody(PlatformServer.AddressOf("accept-no-reply"), person.PlatformToken);
        using (var client = await RawHttpClient.ConnectAsync(world.Port))
        {
            await client.WriteAsync(
                $"POST {Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {person.Bearer}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await Eventually.HoldsAsync(() => world.Platforms.Open > 0 && world.Platforms.Requests.Count > 0, TimeSpan.FromSeconds(20), "nobody was asked");
        }

        // Well before the deadline of the call, which is ten seconds.
        await Eventually.HoldsAsync(() => world.Platforms.Open == 0, TimeSpan.FromSeconds(5), "the call goes on for nobody");
        Assert.Contains("\"scm_integrations\":[]", (await world.CallAsync("GET", Path, person.Bearer)).Text, StringComparison.Ordinal);
    }
}
