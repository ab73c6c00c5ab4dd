namespace Gateway.Storage.LiteDb.Durability;

/// <summary>What was found in the journal at start.</summary>
/// <param name="Commits">Commits that the data file did not have yet.</param>
/// <param name="UnfinishedLength">Bytes of a write that a crash cut short; nobody was told that it happened.</param>
internal readonly record struct Recovery(int Commits, long UnfinishedLength)
{
    public bool IsNeeded => Commits > 0 || UnfinishedLength > 0;
}
