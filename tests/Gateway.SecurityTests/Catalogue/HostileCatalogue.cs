using System.Text.Json;

namespace Gateway.SecurityTests.Catalogue;

/// <summary>
/// Reads <c>hostile.tsv</c>: seven cells a line, separated by tabs, without quoting; headers are a JSON array of pairs, so that
/// order and duplicates are kept, and checks are separated by semicolons.
/// </summary>
internal static class HostileCatalogue
{
    private const int Cells = 7;

    public static IReadOnlyList<HostileRow> Read()
        => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "hostile.tsv")).Select(Parse).Skip(1).OfType<HostileRow>()];

    private static HostileRow? Parse(string line, int index)
    {
        if (index == 0)
        {
            return null;
        }

        var cells = line.Split('\t');
        if (cells.Length != Cells)
        {
            throw new FormatException($"Line {index + 1} has {cells.Length} cells.");
        }

        return new HostileRow(
            index + 1,
            cells[0],
            cells[1],
            cells[2],
            ParseHeaders(cells[3]),
            cells[4],
            cells[5].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            cells[6]);
    }

    private static List<KeyValuePair<string, string>> ParseHeaders(string cell)
        => [.. JsonSerializer.Deserialize<string[][]>(cell)!.Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
