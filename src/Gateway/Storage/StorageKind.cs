namespace Gateway.Storage;

internal enum StorageKind
{
    /// <summary>A file on this machine, for one gateway.</summary>
    LiteDb,

    /// <summary>A PostgreSQL database, for several gateways.</summary>
    Postgres,
}
