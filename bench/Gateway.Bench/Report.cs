using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Bench;

/// <summary>Writes the medians and their ratios as a Markdown table and as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(
        string directory,
        IReadOnlyList<Measurement> medians,
        IReadOnlyList<Measurement> allocations,
        IReadOnlyList<Startup> startups,
        IReadOnlyList<Target> targets)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "results.md"), Markdown(medians, allocations, startups, targets));
        File.WriteAllText(Path.Combine(directory, "results.json"), JsonSerializer.Serialize(new { medians, allocations, startups, targets }, Indented));
    }

    public static string Markdown(
        IReadOnlyList<Measurement> medians, IReadOnlyList<Measurement> allocations, IReadOnlyList<Startup> startups, IReadOnlyList<Target> targets)
    {
        var text = new StringBuilder();
        text.AppendLine("| load | server | requests/s | p50 ms | p99 ms | CPU µs/request | RSS MiB | failed |");
        text.AppendLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var one in medians)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Scenario} | {one.Subject} | {one.RequestsPerSecond:F0} | {one.P50:F2} | {one.P99:F2} | {one.CpuMicroseconds:F1} | {one.ResidentMegabytes:F0} | {one.Failed} |");
        }

        text.AppendLine().AppendLine("```mermaid").AppendLine("xychart-beta").AppendLine("    title \"CPU of one proxied GET, µs\"");
        var bars = medians.Where(one => one.Scenario == medians[0].Scenario).ToList();
        text.AppendLine(CultureInfo.InvariantCulture, $"    x-axis [{string.Join(", ", bars.Select(one => $"\"{one.Subject}\""))}]");
        text.AppendLine(CultureInfo.InvariantCulture, $"    bar [{string.Join(", ", bars.Select(one => one.CpuMicroseconds.ToString("F1", CultureInfo.InvariantCulture)))}]");
        text.AppendLine("```");

        text.AppendLine().AppendLine("| load | server | allocated B/request |").AppendLine("| --- | --- | ---: |");
        foreach (var one in allocations)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one.Scenario} | {one.Subject} | {one.AllocatedBytes:F0} |");
        }

        text.AppendLine().AppendLine("| start | first 200 after ms | RSS idle MiB |").AppendLine("| --- | ---: | ---: |");
        foreach (var one in startups)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one.Subject} | {one.Milliseconds:F0} | {one.IdleMegabytes:F0} |");
        }

        text.AppendLine().AppendLine("| target | wanted | measured | holds |").AppendLine("| --- | ---: | ---: | --- |");
        foreach (var one in targets)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {one.Name} | {(one.AtMost ? "≤" : "≥")} {one.Wanted:F2} | {one.Measured:F2} | {(one.Holds ? "yes" : "**no**")} |");
        }

        return text.ToString();
    }
}

/// <summary>A ratio that we promise ourselves.</summary>
internal sealed record Target(string Name, bool AtMost, double Wanted, double Measured)
{
    /// <summary>As it is printed: no run tells a thousandth apart.</summary>
    public double Measured { get; } = Math.Round(Measured, 2);

    public bool Holds => AtMost ? Measured <= Wanted : Measured >= Wanted;
}
