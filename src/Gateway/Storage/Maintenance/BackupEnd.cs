namespace Gateway.Storage.Maintenance;

/// <summary>The last line: what came before it. A file without it is not whole.</summary>
internal sealed record BackupEnd
{
    public required long Integrations { get; init; }

    public required long AdoptedOwners { get; init; }

    /// <summary>Of all bytes before this line, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
