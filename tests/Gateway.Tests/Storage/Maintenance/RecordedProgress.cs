using Gateway.Storage.Maintenance;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>Keeps what was reported, and can interrupt at it.</summary>
internal sealed class RecordedProgress(Action<StoreProgress>? on = null) : IProgress<StoreProgress>
{
    public List<StoreProgress> Reports { get; } = [];

    public void Report(StoreProgress value)
    {
        Reports.Add(value);
        on?.Invoke(value);
    }
}
