using BenchmarkDotNet.Attributes;
using Gateway.Identity;

namespace Gateway.Bench;

/// <summary>The inner pieces of a request to the gateway's own API.</summary>
[MemoryDiagnoser]
public class Pieces
{
    private readonly TokenDigester _digester = new();
    private readonly Secret _token = new(new string('t', 300));

    [Benchmark]
    public object Digest() => _digester.Compute(_token);
}
