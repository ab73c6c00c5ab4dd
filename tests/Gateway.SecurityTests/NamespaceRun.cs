using System.Text.Json;
using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests;

/// <summary>One run of rows in a namespace, seen from outside.</summary>
internal static class NamespaceRun
{
    // Where nobody listens but the canary; any address is at home in the namespace.
    private static readonly string ProxyAddress = $"http://10.77.0.1:{Canaries.ProxyPort}";

    /// <param name="plan">What to run.</param>
    /// <param name="directory">Where the assemblies lie; those under test unless given.</param>
    public static async Task<IReadOnlyList<RowResult>> RunAsync(WorldPlan plan, string? directory = null)
    {
        var environment = new Dictionary<string, string>();
        if (plan.Kind == WorldKind.Proxied)
        {
            foreach (var name in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"])
            {
                environment[name] = ProxyAddress;
            }
        }

        await NetworkNamespace.RunAsync(directory ?? AppContext.BaseDirectory, plan.Scratch, environment, "world", await plan.WriteAsync());
        return JsonSerializer.Deserialize<List<RowResult>>(await File.ReadAllTextAsync(plan.ResultFile))!;
    }
}
