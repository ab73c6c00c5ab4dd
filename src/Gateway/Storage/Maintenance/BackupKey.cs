namespace Gateway.Storage.Maintenance;

/// <summary>A key that may have sealed tokens in the backup; the key itself is not there.</summary>
internal sealed record BackupKey
{
    public required string Id { get; init; }

    public required long Seals { get; init; }
}
