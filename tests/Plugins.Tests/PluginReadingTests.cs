using Gateway.Plugins;

namespace Plugins.Tests;

/// <summary>What two looks at the plugin directories tell of a plugin.</summary>
public sealed class PluginReadingTests
{
    private static readonly PluginRoot Mine = new("/plugins");
    private static readonly PluginRoot Shipped = new("/shipped", IsShipped: true);

    [Fact]
    public void It_Differs_When_It_Came_Went_Or_Has_Another_Fingerprint()
    {
        var good = Find("1", Mine);

        Assert.True(Read([], good).Differs("Good", null));
        Assert.True(Read([]).Differs("Good", good));
        Assert.True(Read([], Find("2", Mine)).Differs("Good", good));
        Assert.False(Read([], Find("1", Mine)).Differs("Good", good));
        Assert.False(Read([]).Differs("Good", null));
    }

    [Fact]
    public void It_Is_Taken_To_Be_There_Still_While_One_Of_Its_Directories_Is_Away()
    {
        var both = Find("1", Mine, Shipped);

        Assert.False(Read([Mine], Find("2", Shipped)).Differs("Good", both));
        Assert.False(Read([Mine, Shipped]).Differs("Good", both));
        Assert.True(Read([Mine]).Differs("Good", Find("1", Shipped)));
        Assert.True(Read([Mine], Find("1", Shipped)).Differs("Good", null));
    }

    private static PluginReading Read(IReadOnlyList<PluginRoot> unreadable, params FoundPlugin[] found)
        => new(found.ToDictionary(plugin => plugin.Name), unreadable);

    private static FoundPlugin Find(string fingerprint, params PluginRoot[] roots)
        => new("Good", [.. roots.Select(root => new PluginFolder("Good", $"{root.Directory}/Good", root))], fingerprint, IsEmpty: false);
}
