namespace Storage.CrashTests;

/// <summary>What happened, in the order in which it happened: to the files, and to the operations.</summary>
internal sealed class Recording
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _events = [];

    public IReadOnlyList<RecordedEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    public void Add(RecordedEvent recorded)
    {
        lock (_lock)
        {
            _events.Add(recorded);
        }
    }
}
