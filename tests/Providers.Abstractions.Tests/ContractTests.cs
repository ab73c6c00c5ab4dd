using System.Reflection;
using Providers.Abstractions.Capabilities;

namespace Providers.Abstractions.Tests;

/// <summary>What the contract assembly promises to plugins that were built long ago.</summary>
public sealed class ContractTests
{
    private static readonly Assembly Contract = typeof(IScmProvider).Assembly;

    [Fact]
    public void AssemblyVersion_IsFrozen() => Assert.Equal(new Version(1, 0, 0, 0), Contract.GetName().Version);

    [Fact]
    public void ContractVersion_IsInTheAssembly()
        => Assert.Equal("1.0", Contract.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ScmContractVersion").Value);

    [Fact]
    public void References_AreTheBclAndAbstractionsOnly()
        => Assert.All(Contract.GetReferencedAssemblies(), reference => Assert.True(
            reference.Name!.StartsWith("System.", StringComparison.Ordinal)
            || (reference.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                && reference.Name.EndsWith(".Abstractions", StringComparison.Ordinal)),
            reference.Name));

    [Fact]
    public void Provider_NeedsThreeMembersOnly()
        => Assert.Equal(
            ["GetAccountAsync", "get_PlatformName", "get_Type"],
            typeof(IScmProvider).GetMethods().Where(method => method.IsAbstract).Select(method => method.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Provider_SaysNothingUnlessItDoes()
    {
        IScmProvider provider = new SmallestProvider();

        Assert.Equal("Small", provider.DisplayName);
        Assert.Null(provider.FixedInstance);
        Assert.True(provider.LinksByToken);
        Assert.Empty(provider.RequiredScopes);
    }

    [Fact]
    public void Capability_IsOneMethod()
        => Assert.All(
            Contract.GetExportedTypes().Where(type => type.IsInterface && type.Namespace == typeof(IBranchSource).Namespace),
            type => Assert.Single(type.GetMethods()));

    private sealed class SmallestProvider : IScmProvider
    {
        public ScmType Type { get; } = ScmType.Parse("small");

        public string PlatformName => "Small";

        public Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
            => Task.FromResult<ScmResult<ScmAccount>>(ScmFailure.PlatformFailed());
    }
}
