using System.Globalization;

namespace Gateway.Bench;

/// <summary>What the kernel has booked on a process and its children: CPU time and resident memory, from <c>/proc</c>.</summary>
internal static class ProcessAccount
{
    private const double TicksPerSecond = 100;

    /// <summary>User and system time so far, in seconds.</summary>
    public static double CpuSeconds(int processId) => Family(processId).Sum(CpuSecondsOfOne);

    /// <summary>Resident memory, in bytes.</summary>
    public static long ResidentBytes(int processId) => Family(processId).Sum(ResidentBytesOfOne);

    private static double CpuSecondsOfOne(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond;
    }

    private static long ResidentBytesOfOne(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    private static IEnumerable<int> Family(int processId)
    {
        var children = File.ReadAllText($"/proc/{processId}/task/{processId}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => (int)Parse(child));
        return children.SelectMany(Family).Prepend(processId);
    }

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
