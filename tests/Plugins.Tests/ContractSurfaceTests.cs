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
        Assert.True(BaseLibrary.HasMember("System.String", "System.Boolean Contains(System.String)"));
        Assert.True(BaseLibrary.HasMember("System.String", "System.Void .ctor(System.Char[])"));
        Assert.True(BaseLibrary.HasMember("System.String", "System.Void .ctor(System.Char*)"));
        Assert.True(BaseLibrary.HasMember("System.String", "System.String Empty"));
        Assert.True(BaseLibrary.HasMember("System.Int32", "System.Boolean TryParse(System.String,System.Int32&)"));
        Assert.True(BaseLibrary.HasMember("System.Collections.Generic.List`1", "!0[] ToArray()"));
        Assert.True(BaseLibrary.HasMember("System.Array", "System.Collections.ObjectModel.ReadOnlyCollection`1<!!0> AsReadOnly`1(!!0[])"));
        Assert.False(BaseLibrary.HasMember("System.String", "System.Boolean Contains(System.Int64)"));
        Assert.False(BaseLibrary.HasMember("System.Array", "System.Collections.ObjectModel.ReadOnlyCollection`1<!!0> AsReadOnly(!!0[])"));
        Assert.False(BaseLibrary.HasMember("System.Nothing", "System.String Empty"));
        Assert.False(BaseLibrary.HasType("System.Nothing"));
    }

    [Fact]
    public void What_Is_Protected_Is_Offered_And_What_Is_Private_Is_Not()
    {
        Assert.True(BaseLibrary.HasMember("System.Object", "System.Object MemberwiseClone()"));
        Assert.True(BaseLibrary.HasMember("System.Exception", "System.Int32 get_HResult()"));
        Assert.True(BaseLibrary.HasMember("System.ArgumentNullException", "System.String get_Message()"));
        Assert.False(BaseLibrary.HasMember("System.String", "System.Int32 _stringLength"));
        Assert.False(BaseLibrary.HasType("System.SR"));
    }
}
