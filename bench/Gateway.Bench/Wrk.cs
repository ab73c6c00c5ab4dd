using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Bench;

/// <summary>One run of wrk against one address.</summary>
internal static partial class Wrk
{
    public static async Task<WrkResult> RunAsync(string url, int connections, int seconds, IReadOnlyList<string> headers, string? script = null)
    {
        List<string> arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", .. headers.SelectMany(header => new[] { "-H", header })];
        if (script is not null)
        {
            arguments.AddRange(["-s", script]);
        }

        using var process = Process.Start(new ProcessStartInfo("wrk", [.. arguments, url]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk could not be started.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new WrkResult(
            (long)Number(Requests().Match(output)),
            Number(PerSecond().Match(output)),
            Milliseconds(P50().Match(output)),
            Milliseconds(P99().Match(output)),
            (long)Number(Failed().Match(output)));
    }

    private static double Number(Match match)
        => match.Success ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static double Milliseconds(Match match) => Number(match) * (match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        "s" => 1000,
        _ => 0,
    });

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Failed();
}

/// <summary>Times in milliseconds.</summary>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99, long Failed);
