using System.Runtime.CompilerServices;
using Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Proxy;

/// <summary>Finds at start what YARP would find at the first request: a route without its cluster, a destination without an address.</summary>
internal sealed class ProxySettingsRule(IConfigValidator validator, IEnumerable<SettingsSection> sections) : ISettingsRule
{
    private const string Anonymous = "anonymous"; // YARP's word

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(settings[ProxyDefaults.AuthDestinationKey])
            && !settings.GetSection($"{ProxyDefaults.Section}:Clusters:{ProxyDefaults.AuthCluster}:Destinations").GetChildren().Any())
        {
            yield return $"{ProxyDefaults.AuthDestinationKey} must be set to the address of the auth API, for example https://auth.example.com.";
        }

        var (config, unreadable) = await ReadAsync(settings);
        if (config is null)
        {
            // A value that cannot be read has been named already, in better words than YARP's.
            if (!new SettingsShape([.. sections]).FindProblems(settings).Any(IsOurs))
            {
                yield return unreadable;
            }

            yield break;
        }

        foreach (var route in config.Routes)
        {
            if (route.ClusterId is null || !config.Clusters.Any(cluster => cluster.ClusterId == route.ClusterId))
            {
                yield return $"{ProxyDefaults.Section}:Routes:{route.RouteId}:ClusterId names «{route.ClusterId}», which is not among "
                    + $"{ProxyDefaults.Section}:Clusters.";
            }

            if (route.AuthorizationPolicy is not null && !route.AuthorizationPolicy.Equals(Anonymous, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"{ProxyDefaults.Section}:Routes:{route.RouteId}:AuthorizationPolicy must be left out: "
                    + "who may call is for the service behind to say.";
                continue;
            }

            foreach (var error in await validator.ValidateRouteAsync(route))
            {
                yield return $"{ProxyDefaults.Section}:Routes:{route.RouteId}: {error.Message}";
            }
        }

        foreach (var cluster in config.Clusters)
        {
            await foreach (var problem in FindProblemsAsync(cluster))
            {
                yield return problem;
            }
        }
    }

    private async IAsyncEnumerable<string> FindProblemsAsync(ClusterConfig cluster)
    {
        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (!Uri.TryCreate(destination.Address, UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
            {
                yield return $"{ProxyDefaults.Section}:Clusters:{cluster.ClusterId}:Destinations:{name}:Address must be an http or https address.";
            }
        }

        foreach (var error in await validator.ValidateClusterAsync(cluster))
        {
            yield return $"{ProxyDefaults.Section}:Clusters:{cluster.ClusterId}: {error.Message}";
        }
    }

    private static bool IsOurs(string problem) => problem.StartsWith(ProxyDefaults.Section + ":", StringComparison.OrdinalIgnoreCase);

    // YARP's own reader, over these settings instead of the ones in use.
    private static async Task<(IProxyConfig? Config, string Problem)> ReadAsync(IConfiguration settings)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddReverseProxy()
            .LoadFromConfig(settings.GetSection(ProxyDefaults.Section))
            .Services.BuildServiceProvider();
        try
        {
            return (services.GetRequiredService<IProxyConfigProvider>().GetConfig(), "");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            return (null, $"{ProxyDefaults.Section} cannot be read: {exception.Message}");
        }
    }
}
