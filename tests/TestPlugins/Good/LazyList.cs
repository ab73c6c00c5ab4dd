using System.Collections;

namespace Good;

/// <summary>A list of a class of the plugin: whoever keeps it keeps the plugin.</summary>
internal sealed class LazyList(IReadOnlyList<string> items) : IReadOnlyList<string>
{
    public int Count => items.Count;

    public string this[int index] => items[index];

    public IEnumerator<string> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
