using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>What a provider says of itself, copied so that nothing here holds on to its plugin.</summary>
internal sealed record ProviderDescription
{
    public required ScmType Type { get; init; }

    public required string PlatformName { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Null when each user names the instance.</summary>
    public ScmInstance? FixedInstance { get; init; }

    public bool LinksByToken { get; init; }

    public IReadOnlyList<string> RequiredScopes { get; init; } = [];

    /// <summary>The capability interfaces of the contract that the provider implements.</summary>
    public required IReadOnlySet<Type> Capabilities { get; init; }

    /// <summary>The folder's name.</summary>
    public required string PluginName { get; init; }

    public bool Can<TCapability>() => Capabilities.Contains(typeof(TCapability));
}
