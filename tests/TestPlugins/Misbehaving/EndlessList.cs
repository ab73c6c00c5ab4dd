using System.Collections;

namespace Misbehaving;

internal sealed class EndlessList : IReadOnlyList<string>
{
    public int Count => 1;

    public string this[int index] => "again";

    public IEnumerator<string> GetEnumerator()
    {
        while (true)
        {
            yield return "again";
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
