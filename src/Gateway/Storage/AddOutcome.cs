namespace Gateway.Storage;

/// <summary>What came of adding an integration.</summary>
internal enum AddOutcome
{
    Added,

    /// <summary>The owner has this account of this instance already.</summary>
    Duplicate,

    /// <summary>The owner has as many as are allowed.</summary>
    LimitReached,
}
