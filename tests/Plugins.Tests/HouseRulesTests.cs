using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>Who may know whom, read from the project files, the sources and what was built.</summary>
public sealed partial class HouseRulesTests
{
    private static readonly string Sources = Path.Combine(TestPlugins.Repository, "src");

    public static TheoryData<string> Providers
        => [.. Directory.EnumerateDirectories(Sources, "Providers.*").Select(path => Path.GetFileName(path)).Where(IsProvider)];

    [Fact]
    public void The_Contract_Knows_The_Base_Library_And_Abstractions_Of_Extensions()
    {
        var project = Project("Providers.Abstractions");
        Assert.Empty(References(project, "ProjectReference"));
        Assert.All(
            project.Descendants("PackageReference").Where(reference => (string?)reference.Attribute("PrivateAssets") != "all"),
            reference => Assert.Matches(Abstractions(), (string)reference.Attribute("Include")!));
        Assert.All(
            typeof(IScmProvider).Assembly.GetReferencedAssemblies(),
            reference => Assert.True(IsBaseLibrary(reference.Name!) || Abstractions().IsMatch(reference.Name!), reference.Name));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_Provider_Knows_The_Contract_And_Does_Not_Ship_It(string provider)
    {
        Assert.Contains(Project(provider).Descendants("Import"), import => ((string)import.Attribute("Project")!).EndsWith("eng/Plugin.targets", StringComparison.Ordinal));
        Assert.Empty(References(Project(provider), "ProjectReference"));

        var folder = Path.Combine(TestPlugins.Repository, "plugins", provider);
        Assert.True(File.Exists(Path.Combine(folder, $"{provider}.dll")), $"{provider} was not built into {folder}.");
        Assert.False(File.Exists(Path.Combine(folder, "Providers.Abstractions.dll")));
        Assert.DoesNotContain("Gateway", ReferencesOf(Path.Combine(folder, $"{provider}.dll")));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_Provider_Makes_No_Network_Client_Of_Its_Own(string provider)
        => Assert.All(
            CodeOf(provider),
            file => Assert.DoesNotMatch(OwnNetwork(), file.Code));

    [Fact]
    public void The_Gateway_References_No_Provider()
    {
        Assert.Equal(["../Providers.Abstractions/Providers.Abstractions.csproj"], References(Project("Gateway"), "ProjectReference"));
        Assert.Equal(
            ["Providers.Abstractions"],
            typeof(Gateway.Plugins.IProviderCatalog).Assembly.GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(name => name.StartsWith("Providers.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_Gateway_Names_No_Platform()
        => Assert.All(CodeOf("Gateway"), file => Assert.False(Platform().IsMatch(file.Code), $"{file.Path} names a platform."));

    [Theory]
    [InlineData("McMaster", "Plugins/")]
    [InlineData("Yarp", "Proxy/")]
    [InlineData("LiteDB", "Storage/LiteDb/")]
    [InlineData("Npgsql", "Storage/Postgres/")]
    [InlineData("DbUp", "Storage/Postgres/")]
    public void A_Library_Is_Known_In_One_Folder_Only(string library, string folder)
        => Assert.All(
            CodeOf("Gateway").Where(file => !file.Path.StartsWith(folder, StringComparison.Ordinal)),
            file => Assert.False(
                Regex.IsMatch(file.Code, $@"\b(using\s+(static\s+)?|global::){library}\b|\b{library}\.[A-Z]"), $"{file.Path} knows {library}."));

    // What both compile in has no project of its own.
    private static bool IsProvider(string project)
        => project is not ("Providers.Abstractions" or "Providers.Testing") && File.Exists(Path.Combine(Sources, project, $"{project}.csproj"));

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Sources, name, $"{name}.csproj"));

    private static IEnumerable<string> References(XDocument project, string kind)
        => project.Descendants(kind).Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'));

    private static List<string> ReferencesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
    }

    private static bool IsBaseLibrary(string assembly)
        => assembly == "netstandard" || assembly == "System" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static List<(string Path, string Code)> CodeOf(string project)
    {
        var folder = Path.Combine(Sources, project);
        return [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), Comment().Replace(File.ReadAllText(file), "")))];
    }

    [GeneratedRegex(@"\AMicrosoft\.Extensions\.[A-Za-z.]+\.Abstractions\z")]
    private static partial Regex Abstractions();

    [GeneratedRegex(@"^\s*//.*$|(?<=[\s;{}(),])//\s.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("git(hub|lab)", RegexOptions.IgnoreCase)]
    private static partial Regex Platform();

    [GeneratedRegex(@"new\s+HttpClient\s*\(\s*\)|SocketsHttpHandler|HttpClientHandler|WebRequest|System\.Net\.Sockets|\bTcpClient\b|\bSocket\b")]
    private static partial Regex OwnNetwork();
}
