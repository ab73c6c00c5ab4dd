namespace Gateway.Operations.Draining;

/// <summary>Whether the gateway has been told to stop.</summary>
internal sealed class DrainState
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public void Begin() => _isDraining = true;
}
