using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests;

/// <summary>
/// The catalogue in each world, run once for all tests that look at it. Its parts go on side by side, a few at a time, each in a namespace of
/// its own: what reaches an upstream or a canary there is of that part's rows alone.
/// </summary>
public sealed class NamespaceRuns : IAsyncLifetime, IDisposable
{
    private const int AtOnce = 2;

    // Procedures wait, most of the time, and one after the other; so they are dealt out.
    private const int SharesOfProcedures = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly Lazy<IReadOnlyDictionary<(WorldKind Kind, bool IsProcedure), Task<IReadOnlyList<RowResult>>>> _runs;

    public NamespaceRuns() => _runs = new(StartAll);

    internal Task<IReadOnlyList<RowResult>> RunAsync(WorldKind kind, bool isProcedure) => _runs.Value[(kind, isProcedure)];

    public Task InitializeAsync() => Task.CompletedTask;

    // Whoever looked at one part only leaves the others under way.
    public async Task DisposeAsync()
    {
        if (_runs.IsValueCreated)
        {
            Task all = Task.WhenAll(_runs.Value.Values);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _folder.Dispose();
    }

    private Dictionary<(WorldKind Kind, bool IsProcedure), Task<IReadOnlyList<RowResult>>> StartAll()
    {
        var runs = Enum.GetValues<WorldKind>().ToDictionary(
            kind => (kind, false), kind => RunAsync(kind, kind.ToString(), Names(row => !row.IsProcedure)));
        runs[(WorldKind.Default, true)] = RunProceduresAsync();
        return runs;
    }

    private async Task<IReadOnlyList<RowResult>> RunProceduresAsync()
    {
        var shares = Names(row => row.IsProcedure).Index().GroupBy(one => one.Index % SharesOfProcedures, one => one.Item);
        var results = await Task.WhenAll(shares.Select(
            share => RunAsync(WorldKind.Default, FormattableString.Invariant($"procedures-{share.Key}"), [.. share])));
        return [.. results.SelectMany(one => one)];
    }

    private async Task<IReadOnlyList<RowResult>> RunAsync(WorldKind kind, string folder, IReadOnlyList<string> rows)
    {
        await _places.WaitAsync();
        try
        {
            return await NamespaceRun.RunAsync(new WorldPlan { Kind = kind, Rows = rows, Scratch = _folder.Folder(folder) });
        }
        finally
        {
            _places.Release();
        }
    }

    private static List<string> Names(Func<HostileRow, bool> choose) => [.. Neighbours.WithCatalogue().Where(choose).Select(row => row.Name)];
}
