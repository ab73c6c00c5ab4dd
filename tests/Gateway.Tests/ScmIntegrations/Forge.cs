using Gateway.Plugins;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>A platform that there is not.</summary>
internal static class Forge
{
    /// <summary>Links by token, to an instance that each user names.</summary>
    public static ProviderDescription Description { get; } = new()
    {
        Type = ScmType.Parse("forge"),
        PlatformName = "Forge",
        DisplayName = "Forge",
        LinksByToken = true,
        Capabilities = new HashSet<Type>(),
        PluginName = "Forge",
    };
}
