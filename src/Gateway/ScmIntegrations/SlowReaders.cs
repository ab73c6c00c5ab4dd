using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.ScmIntegrations;

/// <summary>
/// A list is some hundred kilobytes of tokens, which are held until they are read. The server's own bound on slow readers lets one keep 64 KiB for
/// five minutes; what is proxied keeps that, for it may be a stream that somebody follows.
/// </summary>
internal static class SlowReaders
{
    private const int BytesPerSecond = 4 * 1024;

    private static readonly MinDataRate Rate = new(BytesPerSecond, gracePeriod: TimeSpan.FromSeconds(5));

    public static ValueTask<object?> BoundAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<IHttpMinResponseDataRateFeature>() is { } bound)
        {
            bound.MinDataRate = Rate;
        }

        return next(context);
    }
}
