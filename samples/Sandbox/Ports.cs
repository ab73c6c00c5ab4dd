using Tests.Common;

namespace Sandbox;

/// <summary>Where everything listens.</summary>
internal sealed record Ports(int Gateway, int Management, int Upstream, int GitHub, int GitLab)
{
    /// <summary>The ports that README writes about; a free one in the place of one that is taken.</summary>
    public static Ports WellKnown()
        => new(FreePort.Prefer(8080), FreePort.Prefer(8081), FreePort.Prefer(9001), FreePort.Prefer(9002), FreePort.Prefer(9003));

    public static Ports Free() => new(FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
}
