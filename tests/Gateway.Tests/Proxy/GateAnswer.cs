using System.Globalization;

namespace Gateway.Tests.Proxy;

/// <summary>What came back, and what the upstream got to see: null when nothing.</summary>
internal sealed record GateAnswer(string Text, string? Upstream)
{
    public int Status => int.Parse(Text.AsSpan(9, 3), CultureInfo.InvariantCulture);

    public bool IsOurs => Text.Contains("ours", StringComparison.Ordinal);

    /// <summary>The target that the upstream was asked for.</summary>
    public string? ForwardedTarget => Upstream?.Split(' ')[1];
}
