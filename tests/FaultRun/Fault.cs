using System.Net;

namespace FaultRun;

/// <summary>Something that goes wrong, and which failures it explains.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Explains">By door, kind of request, and status (null for no answer): whether that is no more than can be asked.</param>
internal sealed record Fault(string Name, Func<string, string, HttpStatusCode?, bool> Explains)
{
    private static readonly HashSet<HttpStatusCode?> Away =
        [HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    public static Fault None { get; } = new("nothing wrong", (_, _, _) => false);

    public static Fault UpstreamAway { get; } = new("upstream killed", (_, _, status) => Away.Contains(status));

    public static Fault PlatformSlow { get; } = new("platform slow", (_, what, status) => what == Load.Link && status == HttpStatusCode.ServiceUnavailable);

    public static Fault DiskFull { get; } = new(
        "disk full", (door, what, status) => door == "single" && what == Load.Link && status == HttpStatusCode.ServiceUnavailable);

    public static Fault PluginsSwapped { get; } = new("plugins swapped", (_, _, _) => false);

    public static Fault OneStopped { get; } = new("SIGTERM of one of two", (_, _, _) => false);
}
