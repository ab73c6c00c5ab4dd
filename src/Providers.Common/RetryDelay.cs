using System.Globalization;
using System.Net.Http.Headers;

namespace Providers.Common;

/// <summary>How long a platform that answers no more calls wants to be left alone.</summary>
internal static class RetryDelay
{
    // What a platform asks for beyond this is not worth telling a caller.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>
    /// From <c>Retry-After</c>, else from the header that names the second at which the limit is lifted. Moments are measured
    /// against the answer's own <c>Date</c>, so that a platform's clock need not agree with ours.
    /// </summary>
    public static TimeSpan? From(HttpResponseHeaders headers, string resetHeader)
    {
        var delay = headers.RetryAfter?.Delta
            ?? headers.RetryAfter?.Date - headers.Date
            ?? ResetMoment(headers, resetHeader) - headers.Date;
        return delay is null ? null : TimeSpan.FromTicks(Math.Clamp(delay.Value.Ticks, 0, Longest.Ticks));
    }

    private static DateTimeOffset? ResetMoment(HttpResponseHeaders headers, string resetHeader)
        => long.TryParse(headers.First(resetHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
