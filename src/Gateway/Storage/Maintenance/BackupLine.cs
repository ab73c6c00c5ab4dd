namespace Gateway.Storage.Maintenance;

/// <summary>A line of a backup file: one of these is there.</summary>
internal sealed record BackupLine
{
    public BackupHeader? Header { get; init; }

    public BackupIntegration? Integration { get; init; }

    public string? AdoptedOwner { get; init; }

    public BackupKey? Key { get; init; }

    public BackupEnd? End { get; init; }
}
