using Storage.PostgresTests;
using Tests.Common;
using Xunit.Abstractions;

namespace Storage.KillTests;

/// <summary>Two gateways before one PostgreSQL server, one of which is killed under load: the other goes on, and neither loses anything.</summary>
public sealed class SeveralGatewaysKillTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const int Rounds = 20;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task One_Of_Two_Is_Killed_Under_Load_And_The_Other_Knows_All_That_It_Acknowledged()
    {
        await using var surroundings = await Surroundings.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>
        {
            ["Gateway:Storage:Kind"] = "Postgres",
            ["Gateway:Storage:Postgres:ConnectionString"] = await server.CreateDatabaseAsync(),
            ["Gateway:Keys:Directory"] = folder.Folder("keys"),
        };
        await using var survivor = await surroundings.StartGatewayAsync(folder.Folder("survivor"), settings);
        var crowd = new Crowd(surroundings.PlatformUrl, workers: 8, ownersOfEach: 4);
        for (var round = 0; round < Rounds; round++)
        {
            await using var victim = await surroundings.StartGatewayAsync(folder.Folder("victim"), settings);
            using var end = new CancellationTokenSource();
            var work = crowd.WorkAsync(() => Random.Shared.Next(2) == 0 ? survivor.Public : victim.Public, end.Token);
            await crowd.WaitForAsync(Random.Shared.Next(20, 200), work);
            victim.Kill();
            Assert.Empty(await work);
            await VerifyAsync(crowd, survivor.Public);
        }

        output.WriteLine($"{Rounds} kills, {crowd.Acknowledged} acknowledged changes.");
        Assert.InRange(crowd.Acknowledged, Rounds, int.MaxValue);
    }

    // What the dead one had sent off may still be on its way through the database, and word of it on its way to the other.
    private static async Task VerifyAsync(Crowd crowd, HttpClient gateway)
    {
        await Task.Delay(Settling, CancellationToken.None);
        using var deadline = new CancellationTokenSource(Patience);
        while (await crowd.VerifyAsync(gateway) is { Count: > 0 } problems)
        {
            Assert.False(deadline.IsCancellationRequested, string.Join('\n', problems));
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
