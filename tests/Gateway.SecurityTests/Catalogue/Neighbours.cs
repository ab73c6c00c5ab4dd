namespace Gateway.SecurityTests.Catalogue;

/// <summary>Rows of the same kinds as those in the file.</summary>
internal static class Neighbours
{
    public static IReadOnlyList<HostileRow> WithCatalogue() => [.. HostileCatalogue.Read()];
}
