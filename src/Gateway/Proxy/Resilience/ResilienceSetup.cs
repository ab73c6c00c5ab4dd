using System.Text;
using Yarp.ReverseProxy.Health;

namespace Gateway.Proxy.Resilience;

internal static class ResilienceSetup
{
    // Less than a client waits, so that there is time for another destination.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // So that a change of the upstream's name in the DNS is seen.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    public static IReverseProxyBuilder AddResilience(this IReverseProxyBuilder proxy)
    {
        proxy.Services.AddSingleton<IPassiveHealthCheckPolicy, FailedAnswersPolicy>();
        return proxy.ConfigureHttpClient((_, handler) =>
        {
            handler.ConnectTimeout = ConnectTimeout;
            handler.PooledConnectionLifetime = ConnectionLifetime;

            // As the server reads them: a byte that is not ASCII would otherwise count as a failure of the destination. The cluster may name another.
            handler.RequestHeaderEncodingSelector ??= static (_, _) => Encoding.Latin1;
        });
    }

    /// <summary>Before a destination is chosen, so that another can be.</summary>
    public static IApplicationBuilder UseForwardRetry(this IApplicationBuilder proxy) => proxy.UseMiddleware<ForwardRetry>();
}
