using Tests.Common;
using Xunit.Abstractions;

namespace Storage.KillTests;

/// <summary>The real process, killed in the middle of its work again and again: what it had acknowledged is there when it is back.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Lanes = 4;
    private const int RoundsOfEachLane = 50;

    [Fact]
    public async Task Two_Hundred_Kills_Under_Load_Lose_Nothing_That_Was_Acknowledged()
    {
        await using var surroundings = await Surroundings.StartAsync();
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => KillAndReturnAsync(surroundings)));
        output.WriteLine($"{Lanes * RoundsOfEachLane} kills, {lanes.Sum()} acknowledged changes.");
        Assert.All(lanes, acknowledged => Assert.InRange(acknowledged, RoundsOfEachLane, int.MaxValue));
    }

    [Fact]
    public async Task A_Store_That_Has_Forgotten_Is_Found_Out()
    {
        await using var surroundings = await Surroundings.StartAsync();
        using var folder = new TemporaryFolder();
        var crowd = new Crowd(surroundings.PlatformUrl, workers: 4, ownersOfEach: 4);
        await KillUnderLoadAsync(surroundings, folder.Path, crowd);
        Copy(folder["data"], folder["before"]);
        await KillUnderLoadAsync(surroundings, folder.Path, crowd);

        Directory.Delete(folder["data"], recursive: true);
        Directory.Move(folder["before"], folder["data"]);
        await using var gateway = await surroundings.StartGatewayAsync(folder.Path);
        Assert.NotEmpty(await crowd.VerifyAsync(gateway.Public));
    }

    private static async Task<int> KillAndReturnAsync(Surroundings surroundings)
    {
        using var folder = new TemporaryFolder();
        var crowd = new Crowd(surroundings.PlatformUrl, workers: 8, ownersOfEach: 4);
        for (var round = 0; round < RoundsOfEachLane; round++)
        {
            await KillUnderLoadAsync(surroundings, folder.Path, crowd);
        }

        await using var gateway = await surroundings.StartGatewayAsync(folder.Path);
        Assert.Empty(await crowd.VerifyAsync(gateway.Public));
        return crowd.Acknowledged;
    }

    // What the last kill left is looked at first; then work begins, and ends without a word.
    private static async Task KillUnderLoadAsync(Surroundings surroundings, string folder, Crowd crowd)
    {
        await using var gateway = await surroundings.StartGatewayAsync(folder);
        Assert.Empty(await crowd.VerifyAsync(gateway.Public));

        using var end = new CancellationTokenSource();
        var work = crowd.WorkAsync(() => gateway.Public, end.Token);
        await crowd.WaitForAsync(Random.Shared.Next(1, 200), work);
        gateway.Kill();
        await end.CancelAsync();
        var problems = await work;
        Assert.True(problems.Count == 0, string.Join('\n', [.. problems, gateway.Output]));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
