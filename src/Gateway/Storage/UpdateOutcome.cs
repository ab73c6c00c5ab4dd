namespace Gateway.Storage;

/// <summary>What came of updating an integration.</summary>
internal enum UpdateOutcome
{
    Updated,

    NotFound,

    /// <summary>Somebody else has changed it since it was read.</summary>
    Changed,
}
