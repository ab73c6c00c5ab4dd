using System.Collections.Concurrent;
using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests;

/// <summary>The catalogue in each world, run once for all tests that look at it.</summary>
public sealed class NamespaceRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<(WorldKind Kind, bool IsProcedure), Lazy<Task<IReadOnlyList<RowResult>>>> _runs = new();

    internal Task<IReadOnlyList<RowResult>> RunAsync(WorldKind kind, bool isProcedure)
        => _runs.GetOrAdd((kind, isProcedure), _ => new Lazy<Task<IReadOnlyList<RowResult>>>(() => NamespaceRun.RunAsync(new WorldPlan
        {
            Kind = kind,
            Rows = [.. Neighbours.WithCatalogue().Where(row => row.IsProcedure == isProcedure).Select(row => row.Name)],
            Scratch = _folder.Folder(isProcedure ? "procedures" : kind.ToString()),
        }))).Value;

    public void Dispose() => _folder.Dispose();
}
