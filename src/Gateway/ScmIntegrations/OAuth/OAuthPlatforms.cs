using Gateway.Plugins;
using Microsoft.Extensions.Options;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Which types can be linked in the browser now, and where.</summary>
internal sealed class OAuthPlatforms(IProviderCatalog providers, IProviderInvoker platforms, IOptionsMonitor<OAuthOptionsByType> clients)
{
    /// <summary>Null when no client is configured for the type, or no plugin offers it, or its instance is not named.</summary>
    public OAuthPlatform? Find(ScmType type)
        => clients.CurrentValue.TryGetValue(type.Value, out var client)
            && providers.Find(type) is { } provider
            && provider.Can<IOAuthPlatform>()
            && (ScmInstance.TryParse(client.Url, out var named) ? named : provider.FixedInstance) is { } instance
            ? new OAuthPlatform(provider, instance, client)
            : null;

    public IReadOnlyList<OAuthPlatform> All()
        => [.. providers.Providers.Select(provider => Find(provider.Type)).OfType<OAuthPlatform>()];

    /// <summary>Null when the plugin has gone or cannot tell.</summary>
    public Task<ScmOAuthEndpoints?> GetEndpointsAsync(OAuthPlatform platform, CancellationToken cancellationToken)
        => platforms.GetOAuthEndpointsAsync(platform.Provider.Type, platform.Instance, cancellationToken);
}

/// <summary>A type that can be linked in the browser: whose platform it is, where it is, and who we are there.</summary>
internal sealed record OAuthPlatform(ProviderDescription Provider, ScmInstance Instance, OAuthClientOptions Client);
