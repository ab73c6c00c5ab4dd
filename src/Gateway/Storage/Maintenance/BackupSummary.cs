namespace Gateway.Storage.Maintenance;

/// <summary>What a backup holds.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Integrations">How many.</param>
/// <param name="AdoptedOwners">Owners whose integrations were adopted.</param>
/// <param name="Unreadable">Integrations among them whose tokens no key of the key folder unseals: worth a warning.</param>
/// <param name="Length">Of the file, in bytes.</param>
internal sealed record BackupSummary(string Path, long Integrations, long AdoptedOwners, long Unreadable, long Length);
