using Yarp.ReverseProxy.Transforms;

namespace Gateway.Proxy;

/// <summary>Keeps the gateway's own cookies from the upstream: they are sealed, and none of its business.</summary>
internal static class OwnCookies
{
    /// <summary>What the names of all cookies of the gateway start with.</summary>
    public const string Prefix = "gateway-";

    private const string Header = "Cookie";

    public static ValueTask RemoveAsync(RequestTransformContext context)
    {
        // HTTP/2 may bring each in a line of its own.
        var lines = context.HttpContext.Request.Headers.Cookie;
        if (lines.Any(line => line!.Contains(Prefix, StringComparison.Ordinal)))
        {
            var others = string.Join("; ", lines
                .SelectMany(line => line!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Where(cookie => !cookie.StartsWith(Prefix, StringComparison.Ordinal)));
            RequestTransform.RemoveHeader(context, Header);
            if (others.Length > 0)
            {
                context.ProxyRequest.Headers.TryAddWithoutValidation(Header, others);
            }
        }

        return ValueTask.CompletedTask;
    }
}
