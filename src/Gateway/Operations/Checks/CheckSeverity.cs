namespace Gateway.Operations.Checks;

internal enum CheckSeverity
{
    Good,

    /// <summary>The gateway would serve; the operator should know.</summary>
    Warning,

    /// <summary>The gateway would not start, or not do its work.</summary>
    Problem,
}
