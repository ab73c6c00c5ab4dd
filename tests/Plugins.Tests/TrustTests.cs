using System.Security.Cryptography;
using Gateway.Plugins;
using Microsoft.Extensions.Options;

namespace Plugins.Tests;

public sealed class TrustTests
{
    [Fact]
    public async Task With_All_Its_Files_Listed_A_Plugin_Serves()
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        await using var host = await RunningHost.StartAsync(plugins, Trusting(plugins, "Conflicting.dll", "Scrutor.dll", "Microsoft.Extensions.DependencyModel.dll"));

        Assert.Equal(PluginState.Serving, host.StatusOf("Conflicting").State);
    }

    [Theory]
    [InlineData("Conflicting.dll", "Scrutor.dll")]
    [InlineData("Scrutor.dll", "Conflicting.dll")]
    public async Task A_File_That_Is_Not_Listed_Keeps_The_Plugin_Out(string listed, string strange)
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        await using var host = await RunningHost.StartAsync(plugins, Trusting(plugins, listed, "Microsoft.Extensions.DependencyModel.dll"));

        AssertStrange(host, plugins.FolderOf("Conflicting", strange));
    }

    [Fact]
    public async Task A_File_That_Is_Not_Listed_And_Cannot_Be_Loaded_Is_No_Matter()
    {
        using var plugins = new PluginDirectory().With("Good");
        var trusting = Trusting(plugins, "Good.dll");
        await File.WriteAllTextAsync(plugins.FolderOf("Good", "LICENSE.txt"), "As you like.");
        await using var host = await RunningHost.StartAsync(plugins, trusting);

        Assert.Equal(PluginState.Serving, host.StatusOf("Good").State);
    }

    [Fact]
    public async Task A_Manifest_That_Has_An_Assembly_Loaded_From_A_Text_Keeps_The_Plugin_Out()
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        var trusting = Trusting(plugins, "Conflicting.dll", "Microsoft.Extensions.DependencyModel.dll");
        File.Move(plugins.FolderOf("Conflicting", "Scrutor.dll"), plugins.FolderOf("Conflicting", "Scrutor.txt"));
        await ChangeManifestAsync(plugins, "Scrutor.dll", "Scrutor.txt");
        await using var host = await RunningHost.StartAsync(plugins, trusting);

        AssertStrange(host, plugins.FolderOf("Conflicting", "Scrutor.txt"));
    }

    [Theory]
    [InlineData("runtime", "lib/net6.0/Scrutor.txt")]
    [InlineData("native", "Scrutor.txt")]
    [InlineData("resources", "de/scrutor.TXT")]
    [InlineData("runtimeTargets", "runtimes/any/lib/Scrutor.txt")]
    public async Task A_Text_That_A_Manifest_Names_Must_Be_Listed(string kind, string asset)
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        File.Move(plugins.FolderOf("Conflicting", "Scrutor.dll"), plugins.FolderOf("Conflicting", "Scrutor.txt"));
        await ChangeManifestAsync(plugins, """
            "runtime": {
                      "lib/net6.0/Scrutor.dll": {
            """, $$"""
            "{{kind}}": {
                      "{{asset}}": {
                        "rid": "any", "assetType": "runtime", "locale": "de",
            """);
        string[] others = ["Conflicting.dll", "Microsoft.Extensions.DependencyModel.dll"];
        await using (var host = await RunningHost.StartAsync(plugins, Trusting(plugins, others)))
        {
            AssertStrange(host, plugins.FolderOf("Conflicting", "Scrutor.txt"));
        }

        await using var trusting = await RunningHost.StartAsync(plugins, Trusting(plugins, [.. others, "Scrutor.txt"]));
        Assert.Equal(PluginState.Serving, trusting.StatusOf("Conflicting").State);
    }

    [Fact]
    public async Task One_Changed_Byte_Keeps_The_Plugin_Out()
    {
        using var plugins = new PluginDirectory().With("Good");
        var trusting = Trusting(plugins, "Good.dll");
        var file = plugins.FolderOf("Good", "Good.dll");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await using var host = await RunningHost.StartAsync(plugins, trusting);

        Assert.Equal(PluginState.Refused, host.StatusOf("Good").State);
    }

    [Fact]
    public async Task A_Folder_That_Is_A_Link_To_Outside_Is_Not_Loaded()
    {
        using var plugins = new PluginDirectory();
        PluginDirectory.Copy("Good", Path.Combine(plugins.Outside, "elsewhere"));
        Directory.CreateSymbolicLink(plugins.FolderOf("Good"), Path.Combine(plugins.Outside, "elsewhere"));
        await using var host = await RunningHost.StartAsync(plugins);

        AssertLeadsOut(host);
    }

    [Fact]
    public async Task A_File_That_Is_A_Link_To_Outside_Is_Not_Loaded()
    {
        using var plugins = new PluginDirectory().With("Good");
        File.Move(plugins.FolderOf("Good", "Good.dll"), Path.Combine(plugins.Outside, "Good.dll"));
        File.CreateSymbolicLink(plugins.FolderOf("Good", "Good.dll"), "../../Good.dll");
        await using var host = await RunningHost.StartAsync(plugins);

        AssertLeadsOut(host);
    }

    [Fact]
    public async Task A_Link_Within_The_Plugin_Directory_Is_Followed()
    {
        using var plugins = new PluginDirectory();
        PluginDirectory.Copy("Good", plugins.FolderOf(".staged", "Good-1"));
        Directory.CreateSymbolicLink(plugins.FolderOf("Good"), ".staged/Good-1");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Equal(PluginState.Serving, host.StatusOf("Good").State);
        Assert.Equal("Good", Assert.Single(host.Statuses.Plugins).Name);
    }

    [Fact]
    public async Task A_Manifest_That_Names_A_File_Outside_Is_Refused()
    {
        using var plugins = new PluginDirectory().With("Good");
        var manifest = plugins.FolderOf("Good", "Good.deps.json");
        var text = await File.ReadAllTextAsync(manifest);
        await File.WriteAllTextAsync(manifest, text.Replace("\"Good.dll\"", "\"../../tmp/x.dll\"", StringComparison.Ordinal));
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Contains("names «../../tmp/x.dll», which leads out of its folder", host.StatusOf("Good").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"runtimeTargets\": { \"lib/x.dll\": {} },", "does not say what «lib/x.dll» is for: «rid» and «assetType» must be texts.")]
    [InlineData("\"runtimeTargets\": { \"lib/x.dll\": { \"rid\": \"any\" } },", "does not say what «lib/x.dll» is for: «rid» and «assetType» must be texts.")]
    [InlineData("\"runtimeTargets\": { \"lib/x.dll\": { \"rid\": 1, \"assetType\": \"native\" } },", "does not say what «lib/x.dll» is for: «rid» and «assetType» must be texts.")]
    [InlineData("\"runtime\": {},", "is not JSON, or has two members of one name.")]
    public async Task A_Manifest_That_The_Runtime_Would_Fall_Over_Or_Read_Otherwise_Is_Refused(string member, string reason)
    {
        using var plugins = new PluginDirectory().With("Conflicting");
        await ChangeManifestAsync(plugins, "\"runtime\": {\n          \"lib/net6.0/Scrutor.dll\"", member + " \"runtime\": {\n          \"lib/net6.0/Scrutor.dll\"");
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.EndsWith($"has a «Conflicting.deps.json» that {reason}", host.StatusOf("Conflicting").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Loose_Assembly_Is_Not_Loaded()
    {
        using var plugins = new PluginDirectory();
        File.Copy(Path.Combine(TestPlugins.FolderOf("Good"), "Good.dll"), plugins.FolderOf("Good.dll"));
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Empty(host.Statuses.Plugins);
    }

    [Fact]
    public async Task A_Directory_That_Everybody_Can_Write_To_Stops_The_Start()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var plugins = new PluginDirectory().With("Good");
        File.SetUnixFileMode(plugins.Path, (UnixFileMode)0b111_111_111);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync(plugins));
        Assert.Contains(plugins.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:Plugins:Directory", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Plugin_That_Everybody_Can_Write_To_Is_Refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var plugins = new PluginDirectory().With("Good");
        var file = plugins.FolderOf("Good", "Good.dll");
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);
        await using var host = await RunningHost.StartAsync(plugins);

        Assert.Contains($"«{file}» can be written by every user", host.StatusOf("Good").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_Out_Of_Shape_Are_All_Told_At_Once()
    {
        using var plugins = new PluginDirectory();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningHost.StartAsync(plugins, new()
        {
            ["Gateway:Plugins:TrustedHashes:0"] = "abc",
            ["Gateway:Plugins:Required:0"] = "Not A Type",
        }));
        Assert.Contains("Gateway:Plugins:TrustedHashes:0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:Plugins:Required:0", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertStrange(RunningHost host, string file)
    {
        var status = host.StatusOf("Conflicting");
        Assert.Equal(PluginState.Refused, status.State);
        Assert.Contains($"«{file}»", status.Reason, StringComparison.Ordinal);
        Assert.Contains("is not in Gateway:Plugins:TrustedHashes", status.Reason, StringComparison.Ordinal);
    }

    private static async Task ChangeManifestAsync(PluginDirectory plugins, string from, string to)
    {
        var manifest = plugins.FolderOf("Conflicting", "Conflicting.deps.json");
        var text = await File.ReadAllTextAsync(manifest);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(manifest, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static void AssertLeadsOut(RunningHost host)
    {
        var status = host.StatusOf("Good");
        Assert.Equal(PluginState.Refused, status.State);
        Assert.Contains("is a link that leads out of the plugin directory", status.Reason, StringComparison.Ordinal);
        Assert.Empty(host.Catalog.Providers);
    }

    private static Dictionary<string, string?> Trusting(PluginDirectory plugins, params string[] files)
        => files.Select((file, index) => (file, index)).ToDictionary(
            each => $"Gateway:Plugins:TrustedHashes:{each.index}",
            each => (string?)Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(
                Directory.EnumerateFiles(plugins.Path, each.file, SearchOption.AllDirectories).Single()))));
}
