using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>Which files the operator's list has to hold.</summary>
public sealed class TrustedHashesTests : IDisposable
{
    private const string Listed = "aaaa";
    private const string Strange = "bbbb";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("My.deps.json")]
    [InlineData("My.pdb")]
    [InlineData("My.xml")]
    [InlineData("lib/README.md")]
    [InlineData("LICENSE.TXT")]
    public void What_Cannot_Run_Need_Not_Be_Listed(string path) => Assert.Null(ProblemOf(new PluginFile("My.dll", Listed), new PluginFile(path, Strange)));

    [Theory]
    [InlineData("My.json")]
    [InlineData("lib/native.so")]
    [InlineData("Other.dll")]
    [InlineData("txt")]
    public void Anything_Else_Has_To_Be(string path) => Assert.Equal(
        $"may not run: its file «{Path.Combine("/plugins/My", path)}» with SHA-256 {Strange} is not in Gateway:Plugins:TrustedHashes.",
        ProblemOf(new PluginFile("My.dll", Listed), new PluginFile(path, Strange)));

    [Fact]
    public void What_The_Manifest_Names_Has_To_Be_Whatever_Its_Name_Ends_In()
    {
        _folder.File("My/My.deps.json", """{"targets": {"net": {"lib": {"runtime": {"lib/Other.txt": {}}}}}}""");

        Assert.NotNull(ProblemOf(new PluginFile("lib/other.TXT", Strange)));
        Assert.Null(ProblemOf(new PluginFile("lib/another.txt", Strange)));
        Assert.Null(ProblemOf(new PluginFile("lib/other.TXT", Listed)));
    }

    [Fact]
    public void Letters_Of_A_Hash_May_Be_Of_Either_Case()
        => Assert.Null(TrustedHashes.ProblemOf(CopyOf(false, new PluginFile("My.dll", "abcd")), ["ABCD"]));

    [Fact]
    public void Without_A_List_And_For_What_Came_With_The_Program_Anything_May_Run()
    {
        Assert.Null(TrustedHashes.ProblemOf(CopyOf(false, new PluginFile("My.dll", Strange)), []));
        Assert.Null(TrustedHashes.ProblemOf(CopyOf(true, new PluginFile("My.dll", Strange)), [Listed]));
    }

    private string? ProblemOf(params PluginFile[] files) => TrustedHashes.ProblemOf(CopyOf(false, files), [Listed]);

    private PluginCopy CopyOf(bool isShipped, params PluginFile[] files)
        => new(new PluginFolder("My", "/plugins/My", new PluginRoot("/plugins", isShipped)), _folder.Path, files, []);
}
