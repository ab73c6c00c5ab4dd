using System.Reflection;

namespace Plugins.Tests;

/// <summary>Where the test plugins were built to.</summary>
internal static class TestPlugins
{
    public static string Repository => Metadata("Repository");

    public static string FolderOf(string plugin) => Path.Combine(Metadata("TestPlugins"), plugin);

    private static string Metadata(string key)
        => typeof(TestPlugins).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
