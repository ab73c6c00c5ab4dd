using System.Reflection;

namespace Providers.Testing.Plugins;

/// <summary>Which contract an assembly was built against, as the gateway reads it.</summary>
internal static class ContractVersion
{
    public const string Key = "ScmContractVersion";

    public static Version? Of(Assembly assembly)
        => Version.TryParse(
            assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(metadata => metadata.Key == Key)?.Value, out var version)
            ? version
            : null;
}
