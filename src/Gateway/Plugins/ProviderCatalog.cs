using System.Collections.Frozen;
using Gateway.Plugins.Loading;
using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>The one reference to what is served. It is swapped whole, so that a reader sees all of the old or all of the new.</summary>
internal sealed class ProviderCatalog : IProviderCatalog
{
    private volatile Snapshot _current = new([]);

    public IReadOnlyList<ProviderDescription> Providers => _current.Descriptions;

    public ProviderDescription? Find(ScmType type) => _current.ByType.GetValueOrDefault(type)?.Served.Description;

    /// <summary>Null when no plugin serves the type.</summary>
    public ProviderLease? Lease(ScmType type)
    {
        // A plugin can only refuse to be entered once it has left the catalog, so that the next look sees another one, or none.
        while (_current.ByType.TryGetValue(type, out var entry))
        {
            if (entry.Plugin.TryEnter())
            {
                return new ProviderLease(entry.Plugin, entry.Served);
            }
        }

        return null;
    }

    /// <summary>The caller sees to it that no type is served twice, and lets go of plugins only after they have left.</summary>
    public void Swap(IEnumerable<LoadedPlugin> plugins) => _current = new Snapshot(plugins);

    private sealed class Snapshot
    {
        public Snapshot(IEnumerable<LoadedPlugin> plugins)
        {
            ByType = plugins.SelectMany(plugin => plugin.Providers.Select(served => new Entry(plugin, served)))
                .ToFrozenDictionary(entry => entry.Served.Description.Type);
            Descriptions = [.. ByType.Values.Select(entry => entry.Served.Description).OrderBy(provider => provider.Type.Value, StringComparer.Ordinal)];
        }

        public FrozenDictionary<ScmType, Entry> ByType { get; }

        public IReadOnlyList<ProviderDescription> Descriptions { get; }
    }

    private sealed record Entry(LoadedPlugin Plugin, ServedProvider Served);
}
