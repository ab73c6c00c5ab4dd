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
        var results = await runs.All.Value[guard];

        Assert.NotEmpty(results);
        Assert.True(results.Any(result => result.IsRed), string.Join('\n', results.Select(result => $"{result.Row}: {string.Join("; ", result.Failures)}")));
    }

    /// <summary>A few at a time: most of a run is waiting for it to start.</summary>
    public sealed class Runs : IDisposable
    {
        private const int AtOnce = 2;

        private readonly SemaphoreSlim _places = new(AtOnce);

        public Runs() => All = new(() => GuardList.Guards.Index().ToDictionary(one => one.Item.Name, one => RunAsync(one.Item, one.Index)));

        internal Lazy<Dictionary<string, Task<IReadOnlyList<RowResult>>>> All { get; }

        public void Dispose() => _places.Dispose();

        private async Task<IReadOnlyList<RowResult>> RunAsync(Guard guard, int number)
        {
            await _places.WaitAsync();
            try
            {
                using var mutant = await Mutant.MakeAsync(guard, number);
                using var folder = new TemporaryFolder();
                return await NamespaceRun.RunAsync(new WorldPlan { Kind = guard.World, Rows = guard.RowNames(), Scratch = folder.Path }, mutant.Directory);
            }
            finally
            {
                _places.Release();
            }
        }
    }
}
