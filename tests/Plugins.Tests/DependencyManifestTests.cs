using Gateway.Plugins.Inspection;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>What a plugin says that it brings, held against what lies in its folder.</summary>
public sealed class DependencyManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"targets": null}""")]
    [InlineData("""{"targets": {"net": []}}""")]
    [InlineData("""{"targets": {"net": {"lib": "text"}}}""")]
    [InlineData("""{"targets": {"net": {"lib": {"runtime": "text"}}}}""")]
    [InlineData("""{"targets": {"net": {"lib": {"other": {"missing.dll": {}}}}}}""")]
    public void Without_Assets_Nothing_Is_Missing(string manifest) => Assert.Equal((null, null), Check(manifest));

    [Theory]
    [InlineData("runtime", "there.dll")]
    [InlineData("runtime", "lib/net10.0/there.dll")]
    [InlineData("runtime", "lib/net10.0/_._")]
    [InlineData("runtime", "lib/net10.0/Providers.Abstractions.dll")]
    [InlineData("native", "lib/there.dll")]
    [InlineData("resources", "de/missing.resources.dll")]
    [InlineData("runtimeTargets", "runtimes/linux/here.so")]
    public void What_Is_There_Or_Not_Needed_Is_Not_Missing(string kind, string asset) => Assert.Equal((null, null), Check(Naming(kind, asset)));

    [Theory]
    [InlineData("native", "missing.so")]
    [InlineData("runtimeTargets", "runtimes/linux/missing.so")]
    [InlineData("runtimeTargets", "runtimes/linux/there.dll")]
    public void What_Some_Machine_Lacks_Is_Worth_A_Warning(string kind, string asset)
        => Assert.Equal(
            (null, $"it has a «My.deps.json» that lists files which are not in its folder: {asset}. It cannot run where they are needed."),
            Check(Naming(kind, asset)));

    [Fact]
    public void Assemblies_That_Are_Missing_Are_Named_Each_Once_And_In_Order()
        => Assert.Equal(
            ("has a «My.deps.json» that lists files which are not in its folder: a.dll, b.dll. A plugin is the whole output of «dotnet publish».", null),
            Check("""{"targets": {"net": {"one": {"runtime": {"b.dll": {}, "a.dll": {}}}, "two": {"runtime": {"a.dll": {}, "there.dll": {}}}}}}"""));

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../other.dll")]
    [InlineData("lib/../../other.dll")]
    [InlineData("lib\\\\..\\\\other.dll")]
    public void A_Path_That_Leads_Out_Is_A_Problem(string asset)
    {
        foreach (var kind in new[] { "runtime", "native", "resources", "runtimeTargets" })
        {
            Assert.Equal(
                ($"has a «My.deps.json» that names «{asset.Replace(@"\\", @"\", StringComparison.Ordinal)}», which leads out of its folder.", null),
                Check(Naming(kind, asset)));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"rid": "linux"}""")]
    [InlineData("""{"assetType": "native"}""")]
    [InlineData("""{"rid": 1, "assetType": "native"}""")]
    [InlineData("""{"rid": "linux", "assetType": null}""")]
    public void What_Does_Not_Say_Which_Machine_It_Is_For_Is_A_Problem(string value)
        => Assert.Equal(
            ("has a «My.deps.json» that does not say what «here.so» is for: «rid» and «assetType» must be texts.", null),
            Check($$$"""{"targets": {"net": {"lib": {"runtimeTargets": {"here.so": {{{value}}} } } } } }"""));

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"targets": {}, "targets": {}}""")]
    public void What_Can_Be_Read_In_Two_Ways_Or_None_Is_A_Problem(string manifest)
        => Assert.Equal(("has a «My.deps.json» that is not JSON, or has two members of one name.", null), Check(manifest));

    [Fact]
    public void The_Names_Of_What_It_Has_Loaded_Are_Told_Without_Their_Folders()
    {
        Assert.Empty(DependencyManifest.FileNames(_folder["My.deps.json"]));
        _folder.File("My.deps.json", """{"targets": {"net": {"one": {"runtime": {"lib/a.dll": {}}, "native": {"b.so": {}}, "resources": {"de\\c.dll": {}}}}}}""");

        var names = DependencyManifest.FileNames(_folder["My.deps.json"]);

        Assert.Equal(["a.dll", "b.so", "c.dll"], names.Order(StringComparer.Ordinal));
        Assert.Contains("A.DLL", names);
    }

    private static string Naming(string kind, string asset)
        => $$$"""{"targets": {"net": {"lib": {"{{{kind}}}": {"{{{asset}}}": {"rid": "linux", "assetType": "native"} } } } } }""";

    private (string? Problem, string? Warning) Check(string manifest)
    {
        _folder.File("there.dll", "");
        _folder.File("runtimes/linux/here.so", "");
        return DependencyManifest.Check(_folder.File("My.deps.json", manifest));
    }
}
