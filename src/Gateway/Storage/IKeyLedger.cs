namespace Gateway.Storage;

/// <summary>
/// Remembers, beside the rows, which keys may have sealed them and how often, so that a key that is missing is noticed at start, and no key is
/// used more often than its cipher allows.
/// </summary>
internal interface IKeyLedger
{
    Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken);

    /// <summary>Notes, before it happens, that a key will seal up to <paramref name="seals"/> more texts; gives the sum of all that was noted.</summary>
    Task<long> ReserveSealsAsync(string keyId, long seals, CancellationToken cancellationToken);
}
