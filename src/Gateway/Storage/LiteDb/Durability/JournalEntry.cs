namespace Gateway.Storage.LiteDb.Durability;

/// <summary>A commit as it was read back from the journal.</summary>
internal sealed record JournalEntry(byte[] Hash, long DataLength, IReadOnlyList<Page> Pages);
