namespace Gateway.Storage;

/// <summary>How often a key may have been used to seal.</summary>
internal sealed record KeyUse(string KeyId, long Seals);
