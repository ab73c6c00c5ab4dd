using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Gateway.Plugins.Inspection;

namespace Plugins.Tests;

/// <summary>
/// Whether what a compiled file asks of an assembly is written as what that assembly offers: if not, plugins would be refused that could run.
/// Tried on the base library, which every assembly here asks for far more than the contract could be asked for.
/// </summary>
public sealed class ContractSurfaceTests
{
    private static readonly ContractSurface BaseLibrary = new(typeof(object).Assembly);

    public static TheoryData<string> Assemblies =>
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void What_A_Compiled_File_Uses_Is_Found(string file)
    {
        using var assembly = AssemblyMetadata.TryOpen(Path.Combine(AppContext.BaseDirectory, file));
        Assert.NotNull(assembly);

        // What is not a type of the base library itself is a type alone, without a member.
        Assert.DoesNotContain(assembly.Missing("System.Runtime", BaseLibrary), missing => missing.Contains(": ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_Is_Not_There_Is_Named_As_A_Developer_Would_Write_It()
    {
        using var assembly = AssemblyMetadata.TryOpen(typeof(ContractSurfaceTests).Assembly.Location)!;
        var missing = assembly.Missing("System.Runtime", new ContractSurface(typeof(ContractSurfaceTests).Assembly)).ToList();

        Assert.Contains("System.String", missing);
        Assert.Contains("System.Collections.Generic.IReadOnlyList`1", missing);
        Assert.DoesNotContain("Xunit.Assert", missing);
        Assert.Equal("Plugins.Tests", assembly.Name);
        Assert.Contains(assembly.References, reference => reference.Name == "Gateway");
    }

    [Fact]
    public void Members_Are_Told_Apart_By_Arguments_And_Results()
    {
        var library = new ContractSurface(typeof(object).Assembly);
        Assert.True(library.HasMember("System.String", "System.Boolean Contains(System.String)"));
        Assert.True(library.HasMember("System.String", "System.Void .ctor(System.Char[])"));
        Assert.True(library.HasMember("System.String", "System.Void .ctor(System.Char*)"));
        Assert.True(library.HasMember("System.String", "System.String Empty"));
        Assert.True(library.HasMember("System.Int32", "System.Boolean TryParse(System.String,System.Int32&)"));
        Assert.True(library.HasMember("System.Collections.Generic.List`1", "!0[] ToArray()"));
        Assert.True(library.HasMember("System.Array", "System.Collections.ObjectModel.ReadOnlyCollection`1<!!0> AsReadOnly`1(!!0[])"));
        Assert.False(library.HasMember("System.String", "System.Boolean Contains(System.Int64)"));
        Assert.False(library.HasMember("System.Array", "System.Collections.ObjectModel.ReadOnlyCollection`1<!!0> AsReadOnly(!!0[])"));
        Assert.False(library.HasMember("System.Nothing", "System.String Empty"));
        Assert.False(library.HasType("System.Nothing"));
    }

    [Fact]
    public void Types_Of_A_Signature_Are_Written_As_A_Developer_Would()
    {
        var signatures = new SignatureText();
        using var file = new PEReader(File.OpenRead(typeof(ContractSurfaceTests).Assembly.Location));
        var reader = file.GetMetadataReader();
        var definitions = reader.TypeDefinitions.Select(handle => signatures.GetTypeFromDefinition(reader, handle, 0)).ToList();

        Assert.Contains("<Module>", definitions);
        Assert.Contains("Plugins.Tests.ContractSurfaceTests", definitions);
        Assert.Equal("System.Int32[,,]", signatures.GetArrayType("System.Int32", new ArrayShape(3, [], [])));
        Assert.Equal("System.Int32", signatures.GetModifiedType("System.Void", "System.Int32", isRequired: true));
    }

    [Fact]
    public void What_Is_Protected_Is_Offered_And_What_Is_Private_Is_Not()
    {
        var library = new ContractSurface(typeof(object).Assembly);
        Assert.True(library.HasMember("System.Object", "System.Object MemberwiseClone()"));
        Assert.True(library.HasMember("System.Exception", "System.Int32 get_HResult()"));
        Assert.True(library.HasMember("System.ArgumentNullException", "System.String get_Message()"));
        Assert.False(library.HasMember("System.String", "System.Int32 _stringLength"));
        Assert.False(library.HasType("System.SR"));
    }
}
