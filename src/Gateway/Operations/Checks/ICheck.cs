namespace Gateway.Operations.Checks;

/// <summary>One thing that <c>gateway check</c> looks at. It opens and asks, and changes nothing.</summary>
internal interface ICheck
{
    /// <summary>One word for what is looked at.</summary>
    string Name { get; }

    /// <summary>Whether it asks other machines, which is only done when the operator wants it.</summary>
    bool IsOnline { get; }

    /// <summary>Whether it can look at all while settings are not valid.</summary>
    bool NeedsValidSettings { get; }

    /// <summary>What was found, good and bad.</summary>
    Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken);
}
