namespace Gateway.Bench;

/// <summary>A folder for the length of a run.</summary>
internal sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gateway-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
