namespace Gateway.Storage.Protection;

/// <summary>
/// Counts how often a key seals, in the store, so that it never comes near the 2^32 times after which random nonces may repeat. Noted in blocks,
/// ahead of use, so that no seal is missed and few writes are needed.
/// </summary>
internal sealed class SealBudget(IKeyLedger ledger) : IDisposable
{
    public const long MaxSeals = 1L << 31;

    private const long BlockSize = 1 << 16;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Block? _block;

    /// <summary>False when the key has sealed enough, and a new one is due.</summary>
    public ValueTask<bool> TrySpendAsync(string keyId, CancellationToken cancellationToken)
        => _block is { } block && block.KeyId == keyId && block.TrySpend() ? ValueTask.FromResult(true) : ReserveAsync(keyId, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async ValueTask<bool> ReserveAsync(string keyId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_block is { } block && block.KeyId == keyId && block.TrySpend())
            {
                return true;
            }

            if (await ledger.ReserveSealsAsync(keyId, BlockSize, cancellationToken) > MaxSeals)
            {
                return false;
            }

            _block = new Block(keyId, BlockSize - 1);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed class Block(string keyId, long left)
    {
        private long _left = left;

        public string KeyId => keyId;

        public bool TrySpend() => Interlocked.Decrement(ref _left) >= 0;
    }
}
