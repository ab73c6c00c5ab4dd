using Gateway.SecurityTests.Rows;
using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Promises;

/// <summary>Who was connected to, and what they were sent.</summary>
internal static class NetworkPromises
{
    private static readonly HashSet<string> HeadersForPlatforms = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Accept", "Authorization", "PRIVATE-TOKEN", "User-Agent",
    };

    public static string? NoConnection(RowVisit visit, string argument)
        => NoConnectionElsewhere(visit, argument)
        ?? PromiseList.Expect(!visit.Row.Mentions("{{SCM:") || visit.Platforms.Count == 0, $"the platform was asked {visit.Platforms.Count} times");

    public static string? NoConnectionElsewhere(RowVisit visit, string argument)
        => visit.Canaries.Count > 0 ? "canaries accepted at " + string.Join(", ", visit.Canaries)
        : visit.Dialled.Count > 0 ? "dialled " + string.Join(", ", visit.Dialled)
        : null;

    public static string? NotFollowed(RowVisit visit, string argument)
        => NoConnectionElsewhere(visit, argument)
        ?? PromiseList.Expect(visit.Platforms.Count == 1, "asked for " + string.Join(", ", visit.Platforms.Select(one => $"{one.Behaviour}{one.Target}")));

    public static string? NoOtherCredentials(RowVisit visit, string argument)
        => PromiseList.Expect(
            visit.Platforms.Count == 1 && visit.Platforms.All(one => one.Token == "canary-tok-7f3a"),
            string.Join("; ", visit.Platforms.Select(one => one.Head)));

    /// <summary>How often the platform was asked whose token it is.</summary>
    public static int Questions(RowVisit visit) => visit.Platforms.Count(one => one.Target.StartsWith("/api/v4/user", StringComparison.Ordinal));

    public static string? ExactHeaders(RowVisit visit, string argument)
    {
        var names = visit.Platforms.SelectMany(one => one.Head.Split("\r\n").Skip(1)).Where(line => line.Length > 0).Select(line => line.Split(':')[0]);
        var strange = names.Where(name => !HeadersForPlatforms.Contains(name)).ToList();
        return PromiseList.Expect(strange.Count == 0 && visit.Platforms.Count > 0 && visit.Platforms.All(one => one.Token == "canary-tok-7f3a"),
            string.Join(", ", strange));
    }

    /// <summary>The session of one user's call must not answer for the token of the next.</summary>
    public static async Task<string?> NoCookieForTheNextAsync(RowVisit visit, string argument)
    {
        var before = visit.World.Platforms.Requests.Count;
        await visit.World.CallAsync("POST", "/v1/scm_integrations", visit.B.Bearer,
            World.CreateBody(PlatformServer.AddressOf("set-cookie-canary"), visit.B.PlatformToken));
        var later = visit.World.Platforms.Requests.Skip(before).ToList();
        return PromiseList.Expect(later.Count > 0 && later.All(one => one.Header("Cookie") is null), $"{later.Count} requests, some with a cookie");
    }

    /// <summary>What a caller claims must not reach those who believe it.</summary>
    public static string? UpstreamLacks(RowVisit visit, string names)
    {
        var seen = visit.AllUpstream.SelectMany(request => request.Headers).Select(header => header.Key)
            .Where(name => names.Split(',').Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        return PromiseList.Expect(seen.Count == 0 && visit.AllUpstream.Count > 0, "the upstream got " + string.Join(", ", seen));
    }

    public static string? UpstreamKeeps(RowVisit visit, string name)
        => PromiseList.Expect(
            visit.AllUpstream.Count == 1 && visit.AllUpstream[0].Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)),
            $"the upstream did not get {name}");
}
