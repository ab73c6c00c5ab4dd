namespace Gateway.Storage.Maintenance;

/// <summary>The first line.</summary>
internal sealed record BackupHeader
{
    public const string KnownFormat = "gateway-backup";
    public const int KnownVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsKnown => Format == KnownFormat && Version == KnownVersion;
}
