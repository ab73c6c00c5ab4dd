using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Mutations;

/// <summary>
/// One guard of the product, how to take it out, and which rows stand for it. The product has no switch for it, and must not: it is taken
/// out of a copy of the assembly, which nothing but the test runs.
/// </summary>
internal sealed record Guard(string Name, WorldKind World, Func<HostileRow, bool> Rows, Action<Surgeon> TakeOut, string Assembly = "Gateway")
{
    private const int MaxRows = 6;

    /// <summary>Some of its rows: one that turns red is enough.</summary>
    public IReadOnlyList<string> RowNames()
        => [.. Neighbours.WithCatalogue().Where(row => row.Worlds.Contains(World) && Rows(row)).Take(MaxRows).Select(row => row.Name)];
}
