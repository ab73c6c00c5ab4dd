using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Plugins;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    /// <summary>The gateway finds the class and can make it.</summary>
    [Fact]
    public void Class_Can_Be_Found_And_Made_By_The_Gateway()
    {
        var type = Provider.GetType();
        var plugins = type.Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IScmPlugin))).ToList();
        Require(type is { IsVisible: true, IsAbstract: false, ContainsGenericParameters: false },
            "The provider's class is public and not generic: the gateway finds it by that.", $"{type} is not", "public sealed class …");
        Require(plugins.Count <= 1 && plugins.All(plugin => plugin.GetConstructor([]) is not null),
            "An assembly has at most one IScmPlugin, public and with a constructor without parameters.",
            string.Join(", ", plugins), "register everything in one ConfigureServices.");
        var constructors = type.GetConstructors();
        var strange = constructors.SelectMany(c => c.GetParameters())
            .Where(p => p.ParameterType != typeof(ILoggerFactory) && p.ParameterType != typeof(IConfiguration)
                && !(p.ParameterType.IsGenericType && p.ParameterType.GetGenericTypeDefinition() == typeof(ILogger<>)))
            .ToList();
        Require(constructors.Length == 1 && (strange.Count == 0 || plugins.Count == 1),
            "The provider has one public constructor; it takes ILoggerFactory, ILogger<T>, IConfiguration, and what an IScmPlugin of the assembly registers.",
            constructors.Length == 1 ? $"it takes {string.Join(", ", strange.Select(p => p.ParameterType))}" : $"{constructors.Length} public constructors",
            "take fewer parameters, or register them in a public class that implements IScmPlugin.");
    }

    /// <summary>The assembly says which contract it was built against, and it is one that this kit knows.</summary>
    [Fact]
    public void Contract_Version_Is_Written_Into_The_Assembly()
    {
        var written = ContractVersion.Of(Provider.GetType().Assembly);
        var offered = ContractVersion.Of(typeof(IScmProvider).Assembly)!;
        Require(written is not null && written.Major == offered.Major && written <= offered,
            $"The assembly carries AssemblyMetadata \"{ContractVersion.Key}\" with a version that the contract {offered} covers.",
            written is null ? "it carries none" : $"{written}",
            "reference the package Providers.Abstractions directly: its build files write the version. Leave GenerateAssemblyInfo on.");
    }

    /// <summary>The assembly makes no connection of its own: the gateway judges every address, and cannot judge what it does not see.</summary>
    [Fact]
    public void Assembly_Makes_No_Network_Client_Of_Its_Own()
    {
        var found = NetworkClientScan.Find(Provider.GetType().Assembly.Location);
        Require(found.Count == 0,
            "A provider uses the handler that it is lent, and nothing else that reaches the network.",
            $"{Provider.GetType().Assembly.GetName().Name} uses {string.Join(", ", found)}",
            "use connection.HttpClient, or build what you need on connection.Handler.");
    }

    /// <summary>The lent handler is the gateway's, and is not disposed.</summary>
    [Theory]
    [EveryCall]
    public async Task Lent_Handler_Is_Not_Disposed(string call)
    {
        if (Claimed(call) is { } claimed && Recorded(call) is { } scenario)
        {
            var (_, handler) = await RunAsync(claimed, Recorded(scenario, Instance), scenario.Input);
            Require(!handler.IsDisposed, $"{call}: the lent handler is left as it is.", "it was disposed",
                "give disposeHandler: false to whatever you build on it.");
        }
    }

    /// <summary>The folder that is deployed holds the plugin and its own dependencies, and nothing that the gateway brings.</summary>
    [Fact]
    public void Plugin_Folder_Is_Complete_And_Ships_No_Contract()
    {
        var name = Provider.GetType().Assembly.GetName().Name!;
        var problems = PluginFolder.ProblemsOf(NeedPluginDirectory(), name);
        Require(problems.Count == 0, "The folder can be dropped into plugins/.", string.Join("; ", problems),
            "put ExcludeAssets=\"runtime\" on the reference that brings what the gateway brings too (Providers.Abstractions, or a package that stands on "
                + "Microsoft.Extensions.*), set EnableDynamicLoading, and take the folder that build or publish lays out.");
    }

    /// <summary>Loaded into a context of its own and asked for an account, the plugin can be unloaded: the gateway swaps plugins while it runs.</summary>
    [Fact]
    public async Task Plugin_Can_Be_Unloaded_After_Use()
    {
        if (Recorded(ScenarioCatalog.Account) is not { } scenario)
        {
            return;
        }

        var type = Provider.GetType();
        var folder = Path.GetFullPath(NeedPluginDirectory());
        var probe = new UnloadProbe(
            Path.Combine(folder, $"{type.Assembly.GetName().Name}.dll"),
            type.FullName!,
            provider => ProviderCall.Account.InvokeAsync(
                provider,
                new ScmConnection(Instance, ScmAccessToken.Parse(TokenText), new Platforms.LentHandler(Recorded(scenario, Instance))),
                scenario.Input,
                CancellationToken.None));
        Require(await probe.IsUnloadedAsync(),
            "After a call, nothing outside holds on to the plugin, so that it can be replaced while the gateway runs.",
            "its load context is still alive after garbage collection",
            "serialise with a JsonSerializerContext of your own (the reflection-based serialiser keeps your types for ever), and start no thread or timer.");
    }

    private string NeedPluginDirectory()
        => PluginDirectory ?? throw ContractBrokenException.Because(
            "The test project says where the build lays out the plugin's folder.",
            "it does not",
            $"add <AssemblyMetadata Include=\"{PluginDirectoryKey}\" Value=\"the folder, absolute\" /> to an ItemGroup of the test project, or override PluginDirectory.");
}
