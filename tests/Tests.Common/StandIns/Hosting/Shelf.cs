using System.Collections;

namespace Tests.Common.StandIns.Hosting;

/// <summary>A list that tests may fill while requests read it; reading sees the state of one moment.</summary>
public sealed class Shelf<T> : IEnumerable<T>
{
    private readonly Lock _lock = new();
    private T[] _items = [];

    public int Count => Volatile.Read(ref _items).Length;

    public T Add(T item)
    {
        lock (_lock)
        {
            Volatile.Write(ref _items, [.. _items, item]);
        }

        return item;
    }

    public bool Remove(Predicate<T> which)
    {
        lock (_lock)
        {
            var kept = Array.FindAll(_items, item => !which(item));
            var removed = kept.Length < _items.Length;
            Volatile.Write(ref _items, kept);
            return removed;
        }
    }

    /// <summary>Adds the item unless one of the shelf forbids it; both under one lock.</summary>
    public bool TryAdd(T item, Predicate<T> forbids)
    {
        lock (_lock)
        {
            if (Array.Exists(_items, forbids))
            {
                return false;
            }

            Volatile.Write(ref _items, [.. _items, item]);
            return true;
        }
    }

    /// <summary>Takes one item off, for things that work once only; <see langword="null"/> when there is none.</summary>
    public T? Take(Predicate<T> which)
    {
        lock (_lock)
        {
            var index = Array.FindIndex(_items, which);
            if (index < 0)
            {
                return default;
            }

            var item = _items[index];
            Volatile.Write(ref _items, [.. _items[..index], .. _items[(index + 1)..]]);
            return item;
        }
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Volatile.Read(ref _items)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
