using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Common.Tests;

/// <summary>Every provider: what it has done leaves nothing behind that keeps its assembly loaded.</summary>
public abstract class UnloadTests(PlatformCase platformCase) : ProviderTests(platformCase)
{
    [Fact]
    public async Task Provider_Can_Be_Unloaded_After_Its_Calls()
    {
        Platform.Otherwise = FakeAnswer.Of(Bundle["user"]);

        var context = await UseInContextOfItsOwnAsync();

        for (var round = 0; context.IsAlive && round < 20; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(context.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> UseInContextOfItsOwnAsync()
    {
        var context = new PluginContext();
        var type = context.LoadFromAssemblyName(Case.Provider.GetType().Assembly.GetName()).GetType(Case.Provider.GetType().FullName!)!;
        Assert.NotSame(Case.Provider.GetType(), type);

        var provider = (IScmProvider)Activator.CreateInstance(type)!;
        var account = await provider.GetAccountAsync(Connection, Cancellation);
        Assert.NotNull((object?)account.Value ?? account.Failure);
        await ((IPublicKeySource)provider).GetPublicKeysAsync(Connection, Cancellation);
        await ((IRepositorySearch)provider).SearchRepositoriesAsync(Connection, new ScmRepositoryQuery { Text = "x" }, Cancellation);
        await ((IPullRequestSearch)provider).SearchPullRequestsAsync(Connection, new ScmPullRequestQuery(), Cancellation);
        await ((IOrganizationSource)provider).GetOrganizationsAsync(Connection, new ScmPageRequest(1, 20), Cancellation);
        await ((IBranchSource)provider).GetBranchesAsync(Connection, "o/n", Cancellation);

        context.Unload();
        return new WeakReference(context);
    }

    /// <summary>Like the host's: the provider and what it brings, apart; the contract shared.</summary>
    private sealed class PluginContext() : AssemblyLoadContext(isCollectible: true)
    {
        private static readonly string[] Own = ["Providers.GitHubEnterprise", "Providers.GitLabSelfHosted", "Octokit", "Refit", "ReactiveUI."];

        protected override Assembly? Load(AssemblyName assemblyName)
            => Own.Any(name => assemblyName.Name!.StartsWith(name, StringComparison.Ordinal))
                ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll"))
                : null;
    }
}
