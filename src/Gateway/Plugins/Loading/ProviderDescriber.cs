using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Plugins.Loading;

/// <summary>Asks a provider what it is, once, and copies the answers, so that nothing of the host holds on to the plugin by them.</summary>
internal static class ProviderDescriber
{
    private const int MaxNameLength = 100;
    private const int MaxScopes = 100;

    private static readonly IReadOnlyList<Type> CapabilityTypes =
        [.. SharedAssemblies.Contract.GetExportedTypes().Where(type => type.IsInterface && type.Namespace == typeof(IBranchSource).Namespace)];

    /// <summary>The problem goes on after «the plugin»'s name.</summary>
    public static (ProviderDescription? Description, string? Problem) Describe(IScmProvider provider, string plugin)
    {
        var name = provider.GetType().FullName;
        if (provider.Type is not { } type)
        {
            return (null, $"tells nonsense: {name}.Type is null.");
        }

        var (platformName, displayName) = (provider.PlatformName, provider.DisplayName);
        if (!IsName(platformName) || !IsName(displayName))
        {
            return (null, $"tells nonsense: {name}.PlatformName or DisplayName is empty, longer than {MaxNameLength} characters, or has control characters.");
        }

        var scopes = provider.RequiredScopes?.Take(MaxScopes + 1).ToArray();
        if (scopes is null || scopes.Length > MaxScopes || scopes.Any(string.IsNullOrWhiteSpace))
        {
            return (null, $"tells nonsense: {name}.RequiredScopes is null, has an empty scope, or more than {MaxScopes}.");
        }

        return (new ProviderDescription
        {
            Type = type,
            PlatformName = platformName,
            DisplayName = displayName,
            FixedInstance = provider.FixedInstance,
            LinksByToken = provider.LinksByToken,
            RequiredScopes = scopes,
            Capabilities = CapabilityTypes.Where(capability => capability.IsInstanceOfType(provider)).ToHashSet(),
            PluginName = plugin,
        }, null);
    }

    private static bool IsName(string? name)
        => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength && !name.Any(char.IsControl);
}
