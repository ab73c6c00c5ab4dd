using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Plugins.Tests;

/// <summary>The shipped plugins, replaced again and again while they are called. Alone, because it is about the memory of the whole process.</summary>
[CollectionDefinition(nameof(SwapTests), DisableParallelization = true)]
[Collection(nameof(SwapTests))]
[Trait("Size", "Bulk")]
public sealed class SwapTests
{
    private const int Swaps = 200;
    private const int CallersPerType = 3;

    // The first loads bring in what stays for good: the runtime's own tables, and arenas of the allocator.
    private const int Warmup = 20;
    private const long MaxGrowth = 20 << 20;

    // So long that only a call that is lost can miss it, however busy the machine is.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly Dictionary<string, string> Shipped = new()
    {
        ["Providers.GitHubEnterprise"] = "github-enterprise",
        ["Providers.GitLabSelfHosted"] = "gitlab-self-hosted",
    };

    [Fact]
    public async Task Two_Hundred_Swaps_Of_Each_Shipped_Plugin_Under_Load_Fail_No_Call_And_Leave_Nothing_In_Memory()
    {
        using var plugins = new PluginDirectory();
        foreach (var plugin in Shipped.Keys)
        {
            PluginDirectory.CopyFolder(Path.Combine(TestPlugins.Repository, "plugins", plugin), plugins.FolderOf(plugin));
        }

        await using var host = await RunningHost.StartAsync(
            plugins, timeout: Deadline, configure: services =>
            {
                services.PostConfigure<PluginOptions>(options => options.QuietTime = Quiet);

                // A line of every call would be most of what is in memory at the end.
                services.Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Warning);
            });
        var platforms = Shipped.ToDictionary(
            plugin => HostOf(plugin.Value),
            plugin => new RecordedPlatform(Path.Combine(TestPlugins.Repository, "tests", $"{plugin.Key}.Tests", "bundle.json")));
        host.Network.Answer = (request, cancellationToken) => platforms[request.RequestUri!.Host].AnswerAsync(request, cancellationToken);
        var departed = host.Services.GetRequiredService<DepartedPlugins>();

        using var stop = new CancellationTokenSource();
        var load = new Load(host.Invoker);
        var callers = Shipped.Values.SelectMany(type => Enumerable.Range(0, CallersPerType).Select(_ => load.RunAsync(ScmType.Parse(type), stop.Token))).ToList();
        var before = 0L;
        for (var swap = 1; swap <= Swaps; swap++)
        {
            await SwapAsync(host, plugins, swap);
            if (swap == Warmup)
            {
                await host.UntilAsync(() => departed.Count <= Shipped.Count);
                before = MemoryInUse();
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        await host.UntilAsync(() => HasGone(departed));
        var growth = MemoryInUse() - before;

        Assert.Empty(load.Failures);
        Assert.All(Shipped.Values, type => Assert.True(load.Successes[type] > Swaps, $"There were only {load.Successes[type]} calls of {type}."));
        Assert.Equal($"added={Shipped.Count} replaced={Shipped.Count * Swaps}", host.Changes);
        Assert.True(growth < MaxGrowth, $"{growth >> 10} KiB more are in use than after {Warmup} swaps.");
    }

    // One more file makes it another build; all of them are put there at once, and are loaded side by side.
    private static async Task SwapAsync(RunningHost host, PluginDirectory plugins, int number)
    {
        var before = Shipped.Keys.ToDictionary(plugin => plugin, host.ServingOf);
        foreach (var plugin in Shipped.Keys)
        {
            await File.WriteAllTextAsync(plugins.StageOf("build.txt"), $"{number}");
            File.Move(plugins.StageOf("build.txt"), plugins.FolderOf(plugin, "build.txt"), overwrite: true);
        }

        await host.UntilAsync(() => Shipped.Keys.All(plugin => host.ServingOf(plugin) != before[plugin]));
    }

    // As a busy gateway would collect by itself.
    private static bool HasGone(DepartedPlugins departed)
    {
        GC.Collect();
        return departed.Count == 0;
    }

    private static string HostOf(string type) => $"{type}.example";

    private static long MemoryInUse()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>Every call that the gateway makes of a shipped provider, one after the other.</summary>
    private sealed class Load(IProviderInvoker invoker)
    {
        private const string Repository = "octocat/Hello-World";

        private static readonly ScmAccessToken Token = ScmAccessToken.Parse("token");

        public ConcurrentQueue<string> Failures { get; } = new();

        public ConcurrentDictionary<string, int> Successes { get; } = new(StringComparer.Ordinal);

        public async Task RunAsync(ScmType type, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                await CallAsync<IScmProvider, ScmAccount>(type, (provider, connection, deadline) => provider.GetAccountAsync(connection, deadline));
                await CallAsync<IBranchSource, IReadOnlyList<string>>(
                    type, (provider, connection, deadline) => provider.GetBranchesAsync(connection, Repository, deadline));
                await CallAsync<IRepositorySearch, IReadOnlyList<ScmRepository>>(
                    type, (provider, connection, deadline) => provider.SearchRepositoriesAsync(connection, new() { Text = "x" }, deadline));
                await CallAsync<IPullRequestSearch, IReadOnlyList<ScmPullRequest>>(
                    type, (provider, connection, deadline) => provider.SearchPullRequestsAsync(connection, new() { Text = "x" }, deadline));
                await CallAsync<IOrganizationSource, ScmPage<ScmOrganization>>(
                    type, (provider, connection, deadline) => provider.GetOrganizationsAsync(connection, new(1, 20), deadline));
                await CallAsync<IPublicKeySource, IReadOnlyList<ScmPublicKey>>(
                    type, (provider, connection, deadline) => provider.GetPublicKeysAsync(connection, deadline));
                await Task.Delay(Pause, CancellationToken.None);
            }
        }

        private async Task CallAsync<TProvider, TResult>(
            ScmType type, Func<TProvider, ScmConnection, CancellationToken, Task<ScmResult<TResult>>> call)
            where TProvider : class
            where TResult : class
        {
            var result = await invoker.InvokeAsync(type, ScmInstance.Parse($"https://{HostOf(type.Value)}"), Token, call, CancellationToken.None);
            if (result.IsSuccess)
            {
                Successes.AddOrUpdate(type.Value, 1, (_, count) => count + 1);
            }
            else
            {
                Failures.Enqueue($"{type} {typeof(TProvider).Name}: {result.Failure}");
            }
        }
    }
}
