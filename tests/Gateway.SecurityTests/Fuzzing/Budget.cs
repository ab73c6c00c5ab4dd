using System.Globalization;

namespace Gateway.SecurityTests.Fuzzing;

/// <summary>How long each target is fuzzed: a moment in everyday work, longer where <c>GATEWAY_FUZZ_SECONDS</c> says so.</summary>
internal static class Budget
{
    private const string Variable = "GATEWAY_FUZZ_SECONDS";
    private const int Usual = 3;

    public static TimeSpan Time => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : Usual);
}
