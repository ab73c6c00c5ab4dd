using System.Runtime.Loader;
using Gateway.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Plugins.Tests;

public sealed class LoadingTests
{
    [Fact]
    public async Task A_Good_Plugin_Serves_And_Is_Described()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        var provider = host.Catalog.Find(ScmType.Parse("good"))!;
        Assert.Equal("Good", provider.PlatformName);
        Assert.Equal("Good", provider.DisplayName);
        Assert.Equal(["read"], provider.RequiredScopes);
        Assert.True(provider.LinksByToken);
        Assert.True(provider.Can<IBranchSource>());
        Assert.False(provider.Can<IOAuthPlatform>());
        Assert.Equal("https://good.example", host.Catalog.Find(ScmType.Parse("good-cloud"))!.FixedInstance!.Url);
        Assert.Equal(["good", "good-cloud"], host.Catalog.Providers.Select(each => each.Type.Value));

        var status = host.StatusOf("Good");
        Assert.Equal(PluginState.Serving, status.State);
        Assert.StartsWith("1.2.3", status.Version, StringComparison.Ordinal);
        Assert.Equal("1.0", status.ContractVersion);
        Assert.Equal(["good", "good-cloud"], status.Types);
        Assert.Equal(["IBranchSource", "IOAuthPlatform", "IRepositorySearch"], status.Capabilities);
        Assert.Equal(64, status.Sha256!.Length);
        Assert.Equal(Path.Combine(plugins.FolderOf("Good"), "Good.dll"), status.Path);
        Assert.Empty(status.Warnings);
    }

    [Fact]
    public async Task A_Plugin_Lives_In_A_Load_Context_Of_Its_Own()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "Good");
    }

    [Fact]
    public async Task A_Dependency_Of_Another_Version_Than_The_Hosts_Is_The_Plugins_Own()
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        await using var host = await RunningHost.StartAsync(plugins);

        var account = (await host.AskAsync("conflicting")).Value!;
        Assert.Equal("4.0.0.0", account.Username);
        Assert.Equal("1.0.0.0", account.Uid);
        Assert.NotEqual("4.0.0.0", typeof(Scrutor.ITypeSourceSelector).Assembly.GetName().Version!.ToString());
    }

    [Fact]
    public async Task A_Plugin_For_Another_Contract_Is_Refused_Before_Any_Of_It_Runs()
    {
        using var plugins = new PluginDirectory().With("NewerContract", "Good");
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, "NewerContract", $"needs contract 2.0, the host offers 1.0 (file {plugins.FolderOf("NewerContract", "NewerContract.dll")}).");
        Assert.False(AppContext.TryGetSwitch("NewerContract.HasRun", out _));
        Assert.Equal(PluginState.Serving, host.StatusOf("Good").State);
    }

    [Fact]
    public async Task A_Plugin_That_Uses_More_Than_The_Contract_Has_Is_Refused_With_What_Is_Missing()
    {
        using var plugins = new PluginDirectory().With("MissingMember");
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, "MissingMember", "uses what the host's contract 1.0 does not have: ");
        var reason = host.StatusOf("MissingMember").Reason!;
        Assert.Contains("Providers.Abstractions.IFutureCapability", reason, StringComparison.Ordinal);
        Assert.Contains(
            "Providers.Abstractions.Capabilities.ScmPageRequest: System.Void .ctor(System.Int32,System.Int32,System.String)",
            reason,
            StringComparison.Ordinal);
        Assert.DoesNotContain("IScmProvider", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Same_Type_Twice_Is_Served_By_The_First_Name()
    {
        using var plugins = new PluginDirectory().With("Twin", "Good");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal("Good", host.Catalog.Find(ScmType.Parse("good"))!.PluginName);
        AssertRefused(host, "Twin", "offers the type «good», which the plugin «Good» serves already");
    }

    [Theory]
    [InlineData("BadConstructor", "failed while it was made: System.InvalidOperationException: This constructor always throws.")]
    [InlineData("Nonsense", "tells nonsense: Nonsense.NonsenseProvider.PlatformName")]
    public async Task A_Plugin_That_Cannot_Be_Made_Is_Named_And_Left_Out(string plugin, string reason)
    {
        using var plugins = new PluginDirectory().With(plugin, "Good");
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, plugin, reason);
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task A_Constructor_That_Blocks_Does_Not_Keep_The_Rest_From_Starting()
    {
        using var plugins = new PluginDirectory().With("BadConstructor", "Good");
        await using var host = await RunningHost.StartAsync(
            plugins,
            new() { ["Gateway:Providers:bad-constructor:Blocks"] = "true" },
            configure: services => services.PostConfigure<PluginOptions>(options => options.LoadTimeout = TimeSpan.FromSeconds(2)));

        AssertRefused(host, "BadConstructor", "was not made within 2 s");
        Assert.True((await host.AskAsync("good")).IsSuccess);
    }

    [Fact]
    public async Task Settings_Reach_Providers_And_Their_Services()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins, new()
        {
            ["Gateway:Providers:good:Uid"] = "42",
            ["Gateway:Providers:good:Greeting"] = "moin",
            ["Gateway:Providers:good-cloud:Scope"] = "all",
        });

        var account = (await host.AskAsync("good")).Value!;
        Assert.Equal(("42", "moin"), (account.Uid, account.Username));
        Assert.Equal("all", (await host.AskAsync("good-cloud")).Failure!.Detail);
    }

    [Fact]
    public async Task Settings_That_The_Plugin_Refuses_Refuse_The_Plugin()
    {
        using var plugins = new PluginDirectory().With("Good");
        await using var host = await RunningHost.StartAsync(plugins, new() { ["Gateway:Providers:good:Greeting"] = "forbidden" });

        AssertRefused(host, "Good", "Gateway:Providers:good:Greeting must not be «forbidden».");
    }

    [Fact]
    public async Task A_Contract_That_The_Plugin_Ships_Is_Not_Loaded_But_Told()
    {
        using var plugins = new PluginDirectory().With("Good");
        File.Copy(typeof(IScmProvider).Assembly.Location, plugins.FolderOf("Good", "Providers.Abstractions.dll"));
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(PluginState.Serving, host.StatusOf("Good").State);
        Assert.Contains("«Providers.Abstractions.dll»", Assert.Single(host.StatusOf("Good").Warnings), StringComparison.Ordinal);
        Assert.Contains("Warning Gateway.Plugins.PluginHost The plugin Good: it ships", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Missing_Dependency_Is_Named()
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        File.Delete(plugins.FolderOf("Conflicting", "Scrutor.dll"));
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, "Conflicting", "has a «Conflicting.deps.json» that lists files which are not in its folder: lib/net6.0/Scrutor.dll");
    }

    [Fact]
    public async Task A_Folder_Without_A_Plugin_Is_Told()
    {
        using var plugins = new PluginDirectory();
        Directory.CreateDirectory(plugins.FolderOf("Empty"));
        Directory.CreateDirectory(plugins.FolderOf("Text"));
        await File.WriteAllTextAsync(plugins.FolderOf("Text", "Text.dll"), "MZ no assembly");
        Directory.CreateDirectory(plugins.FolderOf("Scrutor"));
        File.Copy(typeof(Scrutor.ITypeSourceSelector).Assembly.Location, plugins.FolderOf("Scrutor", "Scrutor.dll"));
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, "Empty", "has no «");
        AssertRefused(host, "Text", "is no .NET assembly");
        AssertRefused(host, "Scrutor", "is no plugin: it does not reference Providers.Abstractions");
    }

    [Fact]
    public async Task An_Assembly_That_Is_Named_Otherwise_Or_Built_Without_The_Targets_Is_Told()
    {
        using var plugins = new PluginDirectory().With("Good");
        Directory.Move(plugins.FolderOf("Good"), plugins.FolderOf("Other"));
        File.Move(plugins.FolderOf("Other", "Good.dll"), plugins.FolderOf("Other", "Other.dll"));
        Directory.CreateDirectory(plugins.FolderOf("Plugins.Tests"));
        File.Copy(typeof(LoadingTests).Assembly.Location, plugins.FolderOf("Plugins.Tests", "Plugins.Tests.dll"));
        await using var host = await RunningHost.StartAsync(plugins);

        AssertRefused(host, "Other", $"holds the assembly «Good», and must be named like its folder (file {plugins.FolderOf("Other", "Other.dll")}).");
        AssertRefused(host, "Plugins.Tests", "does not say which contract it was built against: build it with the targets of Providers.Abstractions");
    }

    [Fact]
    public async Task Without_A_Manifest_A_Plugin_Serves_With_A_Warning_And_What_Is_No_Assembly_Is_No_Matter()
    {
        using var plugins = new PluginDirectory().With("Good");
        File.Delete(plugins.FolderOf("Good", "Good.deps.json"));
        await File.WriteAllTextAsync(plugins.FolderOf("Good", "native.dll"), "not .NET");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(PluginState.Serving, host.StatusOf("Good").State);
        Assert.Equal(
            ["it has no «Good.deps.json»: what it depends on is guessed from the files of its folder."], host.StatusOf("Good").Warnings);
    }

    [Fact]
    public async Task The_Newest_Version_That_Is_Whole_Serves()
    {
        using var plugins = new PluginDirectory();
        PluginDirectory.Copy("Good", plugins.FolderOf("Good", "1.9.0"));
        PluginDirectory.Copy("Good", plugins.FolderOf("Good", "1.10.0"));
        Directory.CreateDirectory(plugins.FolderOf("Good", "2.0.0"));
        PluginDirectory.Copy("Good", plugins.FolderOf("Good", "1.11.0-beta"));
        File.Delete(plugins.FolderOf("Good", "1.11.0-beta", "Good.deps.json"));
        await File.WriteAllTextAsync(plugins.FolderOf("Good", "1.11.0-beta", "Good.dll"), "half a file");
        await using var host = await RunningHost.StartAsync(plugins);

        var serving = host.Statuses.Plugins.Single(status => status.State == PluginState.Serving);
        Assert.Equal(plugins.FolderOf("Good", "1.10.0", "Good.dll"), serving.Path);
        var refused = host.Statuses.Plugins.Single(status => status.State == PluginState.Refused);
        Assert.Equal(plugins.FolderOf("Good", "1.11.0-beta", "Good.dll"), refused.Path);
    }

    [Fact]
    public async Task Without_A_Plugin_Directory_The_Gateway_Starts_And_Serves_No_Type()
    {
        using var plugins = new PluginDirectory();
        Directory.Delete(plugins.Path);
        await using var host = await RunningHost.StartAsync(plugins, new() { ["Gateway:Plugins:Required:0"] = "good" });

        Assert.Empty(host.Catalog.Providers);
        Assert.Equal(["good"], host.Statuses.MissingTypes);
        Assert.Contains($"{plugins.Path} does not exist", host.Log.Text, StringComparison.Ordinal);
    }

    private static void AssertRefused(RunningHost host, string plugin, string reason)
    {
        var status = host.StatusOf(plugin);
        Assert.Equal(PluginState.Refused, status.State);
        Assert.StartsWith($"The plugin «{plugin}» ", status.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, status.Reason, StringComparison.Ordinal);
        Assert.Contains($"Error Gateway.Plugins.PluginHost Left out {status.Path}. {status.Reason}", host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Catalog.Providers, provider => provider.PluginName == plugin);
    }
}
