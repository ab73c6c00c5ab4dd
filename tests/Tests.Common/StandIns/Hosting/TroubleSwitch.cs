namespace Tests.Common.StandIns.Hosting;

/// <summary>Which trouble is on: one for everything, or one for a path and what lies below it.</summary>
internal sealed class TroubleSwitch
{
    private readonly Shelf<(string Path, Trouble Trouble)> _troubles = new();

    public void On(string path, Trouble trouble)
    {
        Off(path);
        _troubles.Add((path.TrimEnd('/'), trouble));
    }

    public void Off(string path) => _troubles.Remove(entry => entry.Path == path.TrimEnd('/'));

    public void AllOff() => _troubles.Remove(_ => true);

    /// <summary>The trouble of the longest path that the request lies under.</summary>
    public Trouble? For(StandInRequest request) => _troubles
        .Where(entry => request.Path == entry.Path || request.Path.StartsWith(entry.Path + "/", StringComparison.Ordinal))
        .OrderByDescending(entry => entry.Path.Length)
        .Select(entry => entry.Trouble)
        .FirstOrDefault();
}
