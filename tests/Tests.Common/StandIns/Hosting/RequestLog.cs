namespace Tests.Common.StandIns.Hosting;

/// <summary>What a stand-in has seen, oldest first. Written down before it answers.</summary>
public sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<StandInRequest> _requests = [];

    public IReadOnlyList<StandInRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Those whose path is <paramref name="path"/> or lies below it, letter by letter.</summary>
    public IReadOnlyList<StandInRequest> Under(string path)
        => [.. All.Where(request => request.Path == path || request.Path.StartsWith(path + "/", StringComparison.Ordinal))];

    /// <summary>Those of that method and exactly that path.</summary>
    public IReadOnlyList<StandInRequest> Of(string method, string path)
        => [.. All.Where(request => request.Method == method && request.Path == path)];

    /// <summary>
    /// Those in which <paramref name="text"/> stands anywhere – line, headers or body –, to look for a secret that has leaked.
    /// </summary>
    public IReadOnlyList<StandInRequest> Containing(string text)
        => [.. All.Where(request => request.Target.Contains(text, StringComparison.Ordinal)
            || request.Headers.Any(header => header.Value.Contains(text, StringComparison.Ordinal))
            || request.Text.Contains(text, StringComparison.Ordinal))];

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    internal void Add(StandInRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }
    }
}
