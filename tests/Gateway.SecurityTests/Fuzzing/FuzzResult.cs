namespace Gateway.SecurityTests.Fuzzing;

/// <summary>What became of a target: how many inputs it was given, and the one that broke it.</summary>
internal sealed record FuzzResult(long Tried, string? Failure);
