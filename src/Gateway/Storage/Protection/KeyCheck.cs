namespace Gateway.Storage.Protection;

/// <summary>Holds the key ring against the store at start: no token may be there that nobody can read, and no key is made over one that is missing.</summary>
internal sealed class KeyCheck(IStoreBackend backend, KeyRing ring)
{
    /// <exception cref="StoreUnavailableException">A key is missing or damaged; the message is for the operator.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ring.Load();
        var isEmpty = await backend.IsEmptyAsync(cancellationToken);
        var used = await backend.ReadKeysAsync(cancellationToken);
        if (!isEmpty && used.Where(use => ring.Keys.Find(use.KeyId) is null).Select(use => use.KeyId).ToList() is { Count: > 0 } missing)
        {
            throw Missing($"the keys that sealed tokens in the store are missing: {string.Join(", ", missing)}");
        }

        if (ring.Keys.Active is null)
        {
            if (!isEmpty)
            {
                throw Missing("the store holds integrations, and there is no key at all");
            }

            ring.Create();
        }
    }

    private StoreUnavailableException Missing(string what)
        => new($"In the key folder «{ring.Folder}» {what}. Restore the key files there, or set Gateway:Keys:Directory to where they are. No new key was made.");
}
