using Gateway.SecurityTests.Worlds;
using LiteDB;
using Tests.Common;
using Tests.Common.StandIns.Hosting;

namespace Gateway.SecurityTests.Procedures;

/// <summary>The gateway is stopped, killed, and replaced by another version.</summary>
internal static class Processes
{
    private const string Path = "/v1/scm_integrations";

    public static async Task DrainAsync(WorldPlan plan)
    {
        await using var world = World.WithoutGateway(plan);
        using var gateway = await GatewayProcess.StartReadyAsync(world);
        world.Upstream.Suffer("/v1/slow", Trouble.Slow(TimeSpan.FromSeconds(3)));
        var calls = Enumerable.Range(0, 100).Select(_ => world.CallAsync("GET", "/v1/slow", bearer: null)).ToList();
        await Eventually.HoldsAsync(() => world.Upstream.Requests.Under("/v1/slow").Count == 100, TimeSpan.FromSeconds(20), "not all calls are under way");
        await gateway.TerminateAsync();

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(0, (await gateway.WaitForExitAsync()).Code);
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => world.CallAsync("GET", "/v1/apps", bearer: null));
    }

    public static async Task KeepAliveAsync(WorldPlan plan)
    {
        await using var world = World.WithoutGateway(plan);
        using var gateway = await GatewayProcess.StartReadyAsync(world, "--Gateway:Drain:Delay=00:00:10");
        using var idle = await RawHttpClient.ConnectAsync(world.Port);
        await idle.WriteAsync("GET /v1/apps HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(200, (await idle.ReadAsync()).Status);
        await gateway.TerminateAsync();
        await Eventually.HoldsAsync(async () => (await world.ManageAsync("/health/ready")).Status == 503, TimeSpan.FromSeconds(9), "the gateway calls itself ready");
        await idle.WriteAsync("GET /v1/apps HTTP/1.1\r\nHost: x\r\n\r\n");
        var last = await idle.ReadAsync();

        Assert.Equal(200, last.Status);
        Assert.Equal("close", last.Header("Connection"));
        Assert.True(await idle.IsClosedByServerAsync());
        Assert.Equal(0, (await gateway.WaitForExitAsync()).Code);
    }

    public static async Task KillAsync(WorldPlan plan)
    {
        const int Kills = 20;
        await using var world = World.WithoutGateway(plan);
        var people = new List<Person>();
        using (var gateway = await GatewayProcess.StartReadyAsync(world))
        {
            await world.WarmUpAsync();
            for (var i = 0; i < 10; i++)
            {
                people.Add(await world.NewLinkedPersonAsync());
            }

            await gateway.KillAsync();
        }

        for (var i = 0; i < Kills; i++)
        {
            using var recovering = GatewayProcess.Start(world);
            await Task.Delay(Random.Shared.Next(200, 1500));
            await recovering.KillAsync();
        }

        using var last = await GatewayProcess.StartReadyAsync(world);
        foreach (var person in people)
        {
            var list = (await world.CallAsync("GET", Path, person.Bearer)).Text;
            Assert.Contains(person.IntegrationId!, list, StringComparison.Ordinal);
            Assert.Contains(person.PlatformToken, list, StringComparison.Ordinal);
        }
    }

    public static async Task OtherVersionAsync(WorldPlan plan)
    {
        await using var world = World.WithoutGateway(plan);
        Person person;
        using (var gateway = await GatewayProcess.StartReadyAsync(world))
        {
            await world.WarmUpAsync();
            person = await world.NewLinkedPersonAsync();
            await gateway.TerminateAsync();
            Assert.Equal(0, (await gateway.WaitForExitAsync()).Code);
        }

        var file = System.IO.Path.Combine(world.Folder, "data", "gateway.db");
        SetVersion(file, version => version + 1);
        var newer = await File.ReadAllBytesAsync(file);
        using (var refused = GatewayProcess.Start(world))
        {
            Assert.NotEqual(0, (await refused.WaitForExitAsync()).Code);
        }

        Assert.Equal(newer, await File.ReadAllBytesAsync(file));
        SetVersion(file, version => version - 1);
        using var same = await GatewayProcess.StartReadyAsync(world);
        Assert.Contains(person.IntegrationId!, (await world.CallAsync("GET", Path, person.Bearer)).Text, StringComparison.Ordinal);
    }

    private static void SetVersion(string file, Func<int, int> change)
    {
        using var database = new LiteDatabase(file);
        var meta = database.GetCollection("meta");
        var document = meta.FindAll().Single(one => one["_id"].AsString == "version");
        var field = document.Keys.Single(key => key != "_id");
        document[field] = change(document[field].AsInt32);
        meta.Update(document);
    }
}
