using System.Security.Cryptography;
using System.Text;
using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>The private copies that are inspected and loaded in place of what lies in the plugin directory.</summary>
public sealed class PluginCopiesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PluginCopies _copies = new();

    public void Dispose()
    {
        _copies.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_Copy_Holds_The_Files_Of_The_Plugin_With_Their_Hashes()
    {
        _folder.File("My/My.dll", "main");
        _folder.File("My/My.deps.json", "{}");
        _folder.File("My/lib/Other.dll", new string('o', 200_000));

        var copy = Create();

        Assert.Equal(
            [new("My.deps.json", Hash("{}")), new("My.dll", Hash("main")), new("lib/Other.dll", Hash(new string('o', 200_000)))],
            copy.Files);
        Assert.Equal(["My.deps.json", "My.dll", "lib/Other.dll"], TemporaryFolder.NamesIn(copy.Directory));
        Assert.Equal("main", File.ReadAllText(copy.MainAssembly));
        Assert.Equal("{}", File.ReadAllText(copy.Manifest));
        Assert.Equal(Hash("main"), copy.Sha256);
        Assert.Empty(copy.Warnings);
    }

    // What the host brings is the host's, and a runtime configuration can name folders outside.
    [Fact]
    public void What_The_Host_Brings_Or_Decides_Is_Not_Copied()
    {
        _folder.File("My/My.dll", "main");
        _folder.File("My/providers.abstractions.DLL", "contract");
        _folder.File("My/Microsoft.Extensions.Options.dll", "shared");
        _folder.File("My/Microsoft.Extensions.Options.xml", "documentation");
        _folder.File("My/My.RuntimeConfig.json", "{}");
        _folder.File("My/My.runtimeconfig.dev.json", "{}");

        var copy = Create();

        Assert.Equal(["Microsoft.Extensions.Options.xml", "My.dll"], TemporaryFolder.NamesIn(copy.Directory));
        Assert.Equal(
            ["it ships «providers.abstractions.DLL», which the host brings: its copy is not used, and does not belong in the folder."], copy.Warnings);
    }

    [Fact]
    public void What_May_Not_Be_Used_Is_Told_And_Not_Copied()
    {
        _folder.File("My/My.dll", "main");
        _folder.File("outside.dll", "outside");
        File.CreateSymbolicLink(_folder["My/link.dll"], _folder["outside.dll"]);

        var (copy, problem) = _copies.Create(new PluginFolder("My", _folder["My"], new PluginRoot(_folder["My"])));

        Assert.Null(copy);
        Assert.Equal($"«{_folder["My/link.dll"]}» is a link that leads out of the plugin directory.", problem);
    }

    [Fact]
    public void Two_Copies_Are_The_Same_When_Place_And_Files_Are()
    {
        _folder.File("My/My.dll", "main");
        var (one, other) = (Create(), Create());
        Assert.NotEqual(one.Directory, other.Directory);
        Assert.True(one.IsSameAs(other));

        File.Move(_folder["My"] + "/My.dll", _folder["My"] + "/Your.dll");
        Assert.False(one.IsSameAs(Create()));

        var elsewhere = _folder.File("Elsewhere/My.dll", "main");
        Assert.False(one.IsSameAs(_copies.Create(new PluginFolder("My", Path.GetDirectoryName(elsewhere)!, new PluginRoot(_folder.Path))).Copy!));
    }

    [Fact]
    public void A_Copy_Is_Deleted_Once_And_All_Of_Them_At_The_End()
    {
        _folder.File("My/My.dll", "main");
        var (one, other) = (Create(), Create());

        Assert.True(one.TryDelete());
        Assert.False(Directory.Exists(one.Directory));
        Assert.True(one.TryDelete());
        Assert.True(Directory.Exists(other.Directory));

        _copies.Dispose();
        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(other.Directory))));
    }

    [Fact]
    public void What_A_Killed_Gateway_Left_Is_Removed_And_What_Another_Uses_Is_Not()
    {
        _folder.File("My/My.dll", "main");
        var used = Create();
        var left = Directory.CreateTempSubdirectory("gateway-plugins-").FullName;
        File.WriteAllText(Path.Combine(left, "My.dll"), "main");

        // From here on whoever starts beside this test may remove it.
        File.WriteAllText(Path.Combine(left, ".lock"), "");
        var strange = Directory.CreateTempSubdirectory("gateway-plugins-").FullName;

        new PluginCopies().Dispose();

        Assert.False(Directory.Exists(left));
        Assert.True(File.Exists(used.MainAssembly));
        Assert.True(Directory.Exists(strange));
        Directory.Delete(strange);
    }

    private PluginCopy Create() => _copies.Create(new PluginFolder("My", _folder["My"], new PluginRoot(_folder.Path))).Copy!;

    private static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
