using System.Text.Json;
using Gateway.SecurityTests.Rows;

namespace Gateway.SecurityTests.Worlds;

/// <summary>The part of the tests that runs inside a namespace.</summary>
internal static class WorldProgram
{
    public static async Task<int> RunAsync(string file)
    {
        var plan = await WorldPlan.ReadAsync(file);
        var results = await RowRunner.RunAsync(plan);
        await File.WriteAllTextAsync(plan.ResultFile, JsonSerializer.Serialize(results));
        return 0;
    }
}
