namespace Gateway.Storage.LiteDb.Durability;

/// <summary>A changed page of the data file.</summary>
internal readonly record struct Page(long Index, byte[] Bytes)
{
    /// <summary>LiteDB's; it reads and writes nothing else.</summary>
    public const int Size = 8192;
}
