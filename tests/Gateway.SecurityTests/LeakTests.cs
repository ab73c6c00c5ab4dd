using System.Text.Json;
using Gateway.SecurityTests.Leaks;
using Gateway.SecurityTests.Worlds;
using Tests.Common;

namespace Gateway.SecurityTests;

/// <summary>The whole catalogue once more, with everything logged and traced, and then the search for tokens.</summary>
public sealed class LeakTests
{
    [Theory]
    [InlineData("Default")]
    [InlineData("Private")]
    [InlineData("Jwt")]
    public async Task No_Token_Is_In_Any_Log_Span_Metric_Exception_File_Or_Backup(string world)
    {
        using var folder = new TemporaryFolder();
        var plan = new WorldPlan { Kind = Enum.Parse<WorldKind>(world), Scratch = folder.Path, Rows = LoudRows(), IsLoud = true };
        Assert.NotEmpty(await NamespaceRun.RunAsync(plan));

        AssertEverythingWasKept(plan);
        var found = await LeakSearch.FindAsync(plan);
        Assert.True(found.Count == 0, string.Join('\n', found));

        // Whatever was in a path or a header, a line of the log is one JSON object. The command that made the backup says so in words.
        var lines = (await File.ReadAllLinesAsync(Path.Combine(plan.Scratch, "output")))
            .Where(line => !line.StartsWith(Path.Combine(plan.Scratch, "backup") + ":", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    [Fact]
    public async Task The_Search_Finds_A_Token_In_Each_Form()
    {
        const string Token = "canary-bearer-1-0123456789abcdef";
        using var folder = new TemporaryFolder();
        var plan = new WorldPlan { Kind = WorldKind.Default, Scratch = folder.Path };
        await File.WriteAllTextAsync(plan.SecretFile, JsonSerializer.Serialize(new[] { Token }));
        foreach (var text in (string[])
        [
            $"x{Token}x", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"a:{Token}")), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"ab:{Token}.")),
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Token)), Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(Token)), Uri.HexEscape('c') + "anary",
        ])
        {
            var file = folder.File("sink", text);
            Assert.Equal(!text.StartsWith('%'), (await LeakSearch.FindAsync(plan)).Count > 0);
            File.Delete(file);
        }
    }

    // Procedures have worlds of their own, which nobody listens to here.
    private static List<string> LoudRows()
        => [.. Catalogue.Neighbours.WithCatalogue().Where(row => !row.IsProcedure).Select(row => row.Name)];

    private static void AssertEverythingWasKept(WorldPlan plan)
    {
        var files = LeakSearch.FilesOf(plan).Select(file => Path.GetRelativePath(plan.Scratch, file)).ToList();
        foreach (var name in (string[])["output", "spans.txt", "exceptions.txt", "metrics.txt", "backup", Path.Combine("gateway", "data", "gateway.db")])
        {
            Assert.Contains(name, files);
            Assert.NotEqual(0, new FileInfo(Path.Combine(plan.Scratch, name)).Length);
        }

        Assert.Contains("Gateway.Audit", File.ReadAllText(Path.Combine(plan.Scratch, "output")), StringComparison.Ordinal);
    }
}
