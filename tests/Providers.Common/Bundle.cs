using System.Text.Json;
using System.Text.Json.Nodes;

namespace Providers.Common.Tests;

/// <summary>The vendor's recorded answers beside a test project, each with the page that it comes from.</summary>
public sealed class Bundle
{
    private readonly Dictionary<string, BundleItem> _items;

    private Bundle(IEnumerable<BundleItem> items) => _items = items.ToDictionary(item => item.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<BundleItem> Items => _items.Values;

    public BundleItem this[string id] => _items[id];

    public static Bundle Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "bundle.json"));
        var items = JsonNode.Parse(file)!["items"]!.Deserialize<List<BundleItem>>(JsonSerializerOptions.Web)!;
        return new Bundle(items);
    }
}
