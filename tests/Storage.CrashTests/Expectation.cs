namespace Storage.CrashTests;

/// <summary>What each row may be after a crash: as the last acknowledged operation left it, or as one on its way would.</summary>
internal sealed class Expectation
{
    private const string Absent = "";

    private readonly Dictionary<Guid, string> _acknowledged = [];
    private readonly Dictionary<int, Begun> _begun = [];

    public Expectation(IReadOnlyList<RecordedEvent> events, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (events[i] is Begun begun)
            {
                _begun[begun.Operation] = begun;
            }
            else if (events[i] is Acknowledged acknowledged && _begun.Remove(acknowledged.Operation, out var done))
            {
                _acknowledged[done.Row] = done.Content ?? Absent;
            }
        }
    }

    /// <summary>What is wrong with the rows that were found; empty when nothing is.</summary>
    public IEnumerable<string> FindProblems(IReadOnlyDictionary<Guid, string> found)
    {
        var rows = _acknowledged.Keys.Concat(_begun.Values.Select(begun => begun.Row)).Concat(found.Keys).Distinct();
        foreach (var row in rows)
        {
            var content = found.GetValueOrDefault(row, Absent);
            var acknowledged = _acknowledged.GetValueOrDefault(row, Absent);
            if (content != acknowledged && !_begun.Values.Any(begun => begun.Row == row && (begun.Content ?? Absent) == content))
            {
                yield return $"row {row} is «{content}» and was acknowledged as «{acknowledged}»";
            }
        }
    }
}
