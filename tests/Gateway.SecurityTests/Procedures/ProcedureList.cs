using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Procedures;

/// <summary>The procedures of the catalogue, by name.</summary>
internal static class ProcedureList
{
    public static Task<IReadOnlyList<string>> RunAsync(HostileRow row, WorldPlan plan) => Task.FromResult<IReadOnlyList<string>>(["none"]);
}
