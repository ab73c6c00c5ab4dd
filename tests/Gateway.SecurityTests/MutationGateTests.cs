using System.Collections.Concurrent;
using Gateway.SecurityTests.Mutations;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests;

/// <summary>Each guard is taken out once. Then one of the rows that stand for it has to turn red, or they are worth nothing.</summary>
public sealed class MutationGateTests(MutationGateTests.Runs runs) : IClassFixture<MutationGateTests.Runs>
{
    public static TheoryData<string> Guards() => [.. GuardList.Guards.Select(guard => guard.Name)];

    [Theory]
    [MemberData(nameof(Guards))]
    public async Task Without_A_Guard_A_Row_Is_Red(string guard)
    {
        var results = (await runs.All.Value)[guard];

        Assert.NotEmpty(results);
        Assert.Contains(results, result => result.Failures.Count > 0);
    }

    /// <summary>A few at a time: most of a run is waiting for it to start.</summary>
    public sealed class Runs
    {
        private const int AtOnce = 2;

        internal Lazy<Task<ConcurrentDictionary<string, IReadOnlyList<RowResult>>>> All { get; } = new(RunAsync);

        private static async Task<ConcurrentDictionary<string, IReadOnlyList<RowResult>>> RunAsync()
        {
            var results = new ConcurrentDictionary<string, IReadOnlyList<RowResult>>();
            await Parallel.ForEachAsync(
                GuardList.Guards.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => results[one.Item.Name] = await RunAsync(one.Item, one.Index));
            return results;
        }

        private static async Task<IReadOnlyList<RowResult>> RunAsync(Guard guard, int number)
        {
            using var mutant = await Mutant.MakeAsync(guard, number);
            using var folder = new TemporaryFolder();
            return await NamespaceRun.RunAsync(new WorldPlan { Kind = guard.World, Rows = guard.RowNames(), Scratch = folder.Path }, mutant.Directory);
        }
    }
}
