namespace Gateway.Proxy;

internal static class InboundExtensions
{
    /// <summary>
    /// Refuses and cleans what must not reach routing: paths that lead to our prefix by a way round, and headers that claim something.
    /// Comes before routing, and behind the forwarded headers of proxies that are trusted.
    /// </summary>
    public static IApplicationBuilder UseInboundGate(this IApplicationBuilder app)
        => app.UseMiddleware<PathGate>().UseMiddleware<InboundHeaders>();
}
