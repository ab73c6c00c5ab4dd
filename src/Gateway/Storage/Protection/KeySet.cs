namespace Gateway.Storage.Protection;

/// <summary>The keys at one time.</summary>
internal sealed class KeySet
{
    private readonly Dictionary<string, ProtectionKey> _keys;
    private readonly Dictionary<string, ProtectionKey>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public KeySet(IEnumerable<ProtectionKey> keys)
    {
        _keys = keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        _lookup = _keys.GetAlternateLookup<ReadOnlySpan<char>>();
        Active = _keys.Values.OrderBy(key => key.CreatedAt).ThenBy(key => key.Id, StringComparer.Ordinal).LastOrDefault();
    }

    public static KeySet Empty { get; } = new([]);

    /// <summary>The newest; null when there is none.</summary>
    public ProtectionKey? Active { get; }

    public IReadOnlyCollection<ProtectionKey> All => _keys.Values;

    public ProtectionKey? Find(ReadOnlySpan<char> id) => _lookup.TryGetValue(id, out var key) ? key : null;
}
