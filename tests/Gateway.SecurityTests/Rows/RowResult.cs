namespace Gateway.SecurityTests.Rows;

/// <summary>What became of a row: the promises that did not hold, in words.</summary>
internal sealed record RowResult(string Row, IReadOnlyList<string> Failures);
