using System.Globalization;
using System.Text;

namespace Gateway.Bench;

/// <summary>What servers hold of the memory while load goes on for minutes: at all of them at once, one scenario after the other, over and over.</summary>
internal static class LongLoad
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <returns>A table: MiB at the end of each minute, and the first server's over the second's.</returns>
    public static async Task<string> MeasureAsync(int minutes, params IReadOnlyList<(Subject Subject, IReadOnlyList<Scenario> Scenarios)> loads)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| minute | {string.Join(" | ", loads.Select(load => load.Subject.Name))} | ratio |");
        table.AppendLine(CultureInfo.InvariantCulture, $"| ---: |{string.Concat(loads.Select(_ => " ---: |"))} ---: |");
        for (var minute = 1; minute <= minutes; minute++)
        {
            Console.Error.WriteLine($"minute {minute} of {minutes}");
            await Task.WhenAll(loads.Select(async load =>
            {
                foreach (var scenario in load.Scenarios)
                {
                    await Measurement.TakeAsync(scenario, load.Subject, (int)Minute.TotalSeconds / load.Scenarios.Count);
                }
            }));
            var held = loads.Select(load => load.Subject.ResidentBytes / 1048576.0).ToList();
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {minute} | {string.Join(" | ", held.Select(one => one.ToString("F0", CultureInfo.InvariantCulture)))} | {held[0] / held[1]:F2} |");
        }

        return table.ToString();
    }
}
