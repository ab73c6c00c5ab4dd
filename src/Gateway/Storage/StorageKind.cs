namespace Gateway.Storage;

internal enum StorageKind
{
    /// <summary>A file on this machine, for one gateway.</summary>
    LiteDb,
}
