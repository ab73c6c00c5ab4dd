using Gateway.SecurityTests.Catalogue;
using Gateway.SecurityTests.Leaks;
using Gateway.SecurityTests.Procedures;
using Gateway.SecurityTests.Promises;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Rows;

/// <summary>Runs the rows of a plan, each by what belongs to its kind, and says which promises did not hold.</summary>
internal static class RowRunner
{
    private const int Repetitions = 3;

    public static async Task<IReadOnlyList<RowResult>> RunAsync(WorldPlan plan)
    {
        var rows = Neighbours.WithCatalogue().Where(row => row.Worlds.Contains(plan.Kind) && plan.Rows?.Contains(row.Name) != false).ToList();
        var results = new List<RowResult>();
        results.AddRange(await RunRequestsAsync(plan, [.. rows.Where(row => !row.IsProcedure && !row.IsUnit)]));
        results.AddRange(rows.Where(row => row.IsUnit).Select(row => new RowResult(row.Name, Unit.Judge(row))));
        foreach (var row in rows.Where(row => row.IsProcedure))
        {
            results.Add(await ProcedureList.RunAsync(row, plan));
        }

        return results;
    }

    private static async Task<IReadOnlyList<RowResult>> RunRequestsAsync(WorldPlan plan, IReadOnlyList<HostileRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        await using var world = await World.StartAsync(plan);
        await world.WarmUpAsync();
        var results = new List<RowResult>();
        foreach (var row in rows.Where(row => !IsSlow(row)))
        {
            results.Add(await RunAsync(world, row));
        }

        // They wait for a deadline, most of the time; and promise nothing that another could disturb.
        results.AddRange(await Task.WhenAll(rows.Where(IsSlow).Select(row => RunAsync(world, row))));
        await LeakSearch.SaveAsync(world);
        await world.StopGatewayAsync();
        await LeakSearch.BackUpAsync(world);
        return results;
    }

    private static bool IsSlow(HostileRow row)
        => ((string[])["slow-", "accept-no-reply"]).Any(name => row.Body.Contains("{{SCM:" + name, StringComparison.Ordinal));

    private static async Task<RowResult> RunAsync(World world, HostileRow row)
    {
        // For whoever waits, and to find the row that a run hangs in.
        await Console.Error.WriteLineAsync($"{DateTimeOffset.UtcNow:T} {row.Name}");
        try
        {
            var failures = new List<string>();
            var visits = new List<RowVisit>();
            for (var i = 0; i < CountOf(row); i++)
            {
                var visit = await RowVisit.PayAsync(world, row);
                visits.Add(visit);
                foreach (var promise in row.Expected)
                {
                    if (await PromiseList.BreachAsync(visit, promise) is { } breach)
                    {
                        failures.Add($"{promise}: {breach}");
                    }
                }
            }

            if (visits.Select(visit => visit.Answer.Status).Distinct().Count() > 1)
            {
                failures.Add("deterministic: " + string.Join(", ", visits.Select(visit => visit.Answer.Status)));
            }

            return new RowResult(row.Name, failures);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return RowResult.Of(row.Name, exception);
        }
    }

    private static int CountOf(HostileRow row)
        => row.Expected.Contains("deterministic") ? Repetitions
        : row.Body.Contains("rebind", StringComparison.Ordinal) ? 20
        : 1;
}
