namespace Gateway.Storage.Maintenance;

/// <summary>What a rotation did.</summary>
/// <param name="KeyId">What seals now.</param>
/// <param name="Resealed">How many integrations were sealed anew.</param>
/// <param name="Unreadable">Those that could not be unsealed, and stay as they are.</param>
/// <param name="RemovableKeys">Nothing is sealed with these any more: their files may go, once backups that need them have gone too.</param>
internal sealed record RotationSummary(string KeyId, long Resealed, long Unreadable, IReadOnlyList<string> RemovableKeys);
