using Gateway.SecurityTests.Worlds;
using Tests.Common;
using Tests.Common.StandIns.Hosting;

namespace Gateway.SecurityTests.Procedures;

/// <summary>The auth API is away, slow, or says something odd.</summary>
internal static class UpstreamTroubles
{
    private const string Path = "/v1/scm_integrations";
    private const string Self = "/v1/users/self";

    private static readonly Dictionary<string, string> ShortMemory = new() { ["Gateway:Identity:Upstream:CacheDuration"] = "00:00:02" };

    public static async Task DownAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan, new Dictionary<string, string> { ["Gateway:Identity:Upstream:CacheDuration"] = "00:00:10" });
        var known = world.NewPerson();
        Assert.Equal(200, (await world.CallAsync("GET", Path, known.Bearer)).Status);
        await world.Upstream.GoAwayAsync();

        Assert.Equal(200, (await world.CallAsync("GET", Path, known.Bearer)).Status);
        for (var i = 0; i < 30; i++)
        {
            AssertUnavailable(await world.CallAsync("GET", Path, world.NewPerson().Bearer));
        }

        // Fail closed: what is remembered is not believed for longer because nobody can be asked.
        await Eventually.HoldsAsync(
            async () => (await world.CallAsync("GET", Path, known.Bearer)).Status == 503, TimeSpan.FromSeconds(20), "an identity is believed for ever");
    }

    public static async Task HangAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        world.Upstream.Suffer(Self, Trouble.Hang);
        AssertUnavailable(await world.CallAsync("GET", Path, world.NewPerson().Bearer));

        world.Upstream.Recover();
        await SlowClients.AssertAliveAsync(world);
    }

    public static async Task FailingAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        world.Upstream.Suffer("/", Trouble.Status(500));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(500, (await world.CallAsync("POST", "/v1/apps", bearer: null, "{}")).Status);
        }

        Assert.Equal(10, world.Upstream.Requests.Of("POST", "/v1/apps").Count);
        AssertUnavailable(await world.CallAsync("GET", Path, world.NewPerson().Bearer));
        Assert.Equal(2, world.Upstream.Requests.Of("GET", Self).Count);
    }

    public static async Task RedirectAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        world.Upstream.When("GET", Self, _ => StandInResponse.Redirect($"{world.Upstream.Url}/elsewhere"));
        AssertUnavailable(await world.CallAsync("GET", Path, world.NewPerson().Bearer));

        Assert.Empty(world.Upstream.Requests.Under("/elsewhere"));
    }

    public static async Task NoIdAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        foreach (var user in (string[])["{}", """{"user":{}}""", """{"user":{"id":null}}""", """{"user":{"id":""}}""", """{"user":{"id":[]}}""", "[]", "1", ""])
        {
            world.Upstream.When("GET", Self, _ => StandInResponse.Text(200, user, "application/json"));
            var person = world.NewPerson();
            AssertUnavailable(await world.CallAsync("POST", Path, person.Bearer, World.CreateBody(PlatformServer.AddressOf("ok"), person.PlatformToken)));
        }

        Assert.Empty(world.Platforms.Requests);
    }

    public static async Task OtherUserAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan, ShortMemory);
        var first = await world.NewLinkedPersonAsync();
        var second = await world.NewLinkedPersonAsync();
        world.Upstream.When("GET", Self, _ => StandInResponse.Json(200, new { user = new { id = second.User.Id, email = "", username = "" } }));

        await Eventually.HoldsAsync(
            async () => (await world.CallAsync("GET", Path, first.Bearer)).Text.Contains(second.IntegrationId!, StringComparison.Ordinal),
            TimeSpan.FromSeconds(20),
            "the token is still taken for the first owner's");
        Assert.DoesNotContain(first.IntegrationId!, (await world.CallAsync("GET", Path, first.Bearer)).Text, StringComparison.Ordinal);
    }

    private static void AssertUnavailable(RawAnswer answer)
    {
        Assert.Equal(503, answer.Status);
        Assert.NotNull(answer.Header("Retry-After"));
    }
}
