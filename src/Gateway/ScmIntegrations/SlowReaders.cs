using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.ScmIntegrations;

/// <summary>
/// A list can be some hundred kilobytes of tokens, which are held until they are read: for an hour, by the server's own bound on slow readers, and for
/// less than a minute by this. Who is slow and has asked once does not meet it, for the system takes that much. What is proxied keeps the server's
/// bound: it may be a stream that somebody follows.
/// </summary>
internal static class SlowReaders
{
    private const int BytesPerSecond = 128 * 1024;

    private static readonly MinDataRate Rate = new(BytesPerSecond, gracePeriod: TimeSpan.FromSeconds(10));

    public static ValueTask<object?> BoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } bound)
        {
            bound.MinDataRate = Rate;
        }

        return next(context);
    }
}
