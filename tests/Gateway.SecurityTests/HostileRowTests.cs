using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Procedures;
using Gateway.SecurityTests.Promises;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests;

/// <summary>
/// Every row of <c>hostile.tsv</c>, and rows made of them, against the whole gateway on real sockets. Needs root, or user namespaces, for
/// the network that they run in; without either it fails.
/// </summary>
public sealed class HostileRowTests(NamespaceRuns runs) : IClassFixture<NamespaceRuns>
{
    private const int RowsOfTheFile = 423;

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Neighbours.WithCatalogue())
        {
            foreach (var world in row.Worlds)
            {
                rows.Add(world.ToString(), row.Name);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_Row_Holds_What_It_Promises(string world, string row)
    {
        var isProcedure = Neighbours.WithCatalogue().Single(one => one.Name == row).IsProcedure;
        var result = (await runs.RunAsync(Enum.Parse<WorldKind>(world), isProcedure)).Single(one => one.Row == row);

        Assert.True(result.Failures.Count == 0, string.Join('\n', result.Failures));
    }

    [Fact]
    public async Task No_Row_Is_Left_Out()
    {
        var rows = HostileCatalogue.Read();
        Assert.Equal(RowsOfTheFile, rows.Count);
        Assert.Equal(Enumerable.Range(2, RowsOfTheFile), rows.Select(row => row.Line));
        Assert.All(rows.Where(row => row.IsProcedure), row => Assert.True(ProcedureList.Knows(row.Path), $"{row.Name} has no procedure"));
        Assert.All(rows.Where(row => !row.IsProcedure && !row.IsUnit), row
            => Assert.All(row.Expected, promise => Assert.True(PromiseList.Knows(promise), $"{row.Name} promises «{promise}»")));
        Assert.All(rows, row => Assert.NotEmpty(row.Expected));

        var ran = new List<RowResult>(await runs.RunAsync(WorldKind.Default, isProcedure: true));
        foreach (var world in Enum.GetValues<WorldKind>())
        {
            ran.AddRange(await runs.RunAsync(world, isProcedure: false));
        }

        Assert.Empty(Neighbours.WithCatalogue().Select(row => row.Name).Except(ran.Select(result => result.Row)));
    }
}
