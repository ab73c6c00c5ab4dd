using Tests.Common;
using Xunit.Sdk;

namespace Gateway.SecurityTests.Rows;

/// <summary>What became of a row: the promises that did not hold, in words.</summary>
internal sealed record RowResult(string Row, IReadOnlyList<string> Failures)
{
    private const string Broken = "The row could not be run: ";

    /// <summary>Whether a promise did not hold; not when the row could not be run at all.</summary>
    public bool IsRed => Failures.Any(failure => !failure.StartsWith(Broken, StringComparison.Ordinal));

    public static RowResult Of(string row, Exception exception)
        => new(row, [(exception is XunitException or ConditionNotMetException ? "" : Broken) + exception]);
}
