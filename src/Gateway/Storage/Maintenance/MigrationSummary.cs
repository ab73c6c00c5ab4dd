namespace Gateway.Storage.Maintenance;

/// <summary>What a migration did; source and target hold the same.</summary>
/// <param name="Integrations">How many both hold.</param>
/// <param name="Copied">Those that were not there yet: fewer, when it goes on after an interruption.</param>
/// <param name="Sha256">Of all integrations and markers, the same on both sides.</param>
internal sealed record MigrationSummary(long Integrations, long Copied, string Sha256);
