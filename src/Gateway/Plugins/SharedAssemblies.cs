using System.Reflection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Providers.Abstractions;

namespace Gateway.Plugins;

/// <summary>
/// The assemblies whose types host and plugins see as one: the contract, and what its signatures need. Everything else that a
/// plugin brings is its own, whatever version the host has.
/// </summary>
internal static class SharedAssemblies
{
    public static Assembly Contract { get; } = typeof(IScmProvider).Assembly;

    public static IReadOnlyDictionary<string, AssemblyName> All { get; } = new[]
    {
        Contract,
        typeof(ILogger).Assembly,
        typeof(IServiceCollection).Assembly,
        typeof(IConfiguration).Assembly,
        typeof(IOptions<>).Assembly,
        typeof(IChangeToken).Assembly,
    }.Select(assembly => assembly.GetName()).ToDictionary(name => name.Name!, StringComparer.OrdinalIgnoreCase);

    public static string ContractName => Contract.GetName().Name!;

    /// <summary>Written into every build of the contract, and by its build targets into every plugin.</summary>
    public static string ContractVersion { get; } = Contract.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == ContractVersionKey).Value!;

    public const string ContractVersionKey = "ScmContractVersion";
}
