namespace Tests.Common;

/// <summary>What was waited for did not come true: a finding, as that of an assertion.</summary>
public sealed class ConditionNotMetException(string message) : TimeoutException(message);
