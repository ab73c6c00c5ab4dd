using Gateway.Storage.Caching;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Caching;

/// <summary>Whom the cache keeps, and when it may not be asked.</summary>
public sealed class OwnerCacheTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_Owner_Is_The_Same_Entry_And_No_Other_Is()
    {
        var cache = new OwnerCache(10, _time);
        var entry = cache.Get("us-1");

        Assert.Same(entry, cache.Get("us-1"));
        Assert.Same(entry, cache.Find("us-1"));
        Assert.Null(cache.Find("US-1"));
        Assert.NotSame(entry, cache.Get("US-1"));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Who_Is_Asked_For_Stays_When_Somebody_Has_To_Go()
    {
        var cache = new OwnerCache(2, _time);
        Fill(cache, "a", "b", "c");
        Assert.Equal([null, "b", "c"], Kept(cache, "a", "b", "c"));

        _ = cache.Find("b")!.Integrations;
        Fill(cache, "d");

        Assert.Equal(["b", null, "d"], Kept(cache, "b", "c", "d"));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Who_Is_Being_Changed_Stays()
    {
        var cache = new OwnerCache(1, _time);
        var changing = cache.BeginChange("a");
        Fill(cache, "b", "c");

        Assert.Same(changing, cache.Find("a"));
        Assert.Equal([null, null], Kept(cache, "b", "c"));
        cache.EndChange(changing);
        Fill(cache, "d");
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void When_All_Are_In_Use_One_Goes_After_64_Others_Were_Spared()
    {
        var cache = new OwnerCache(70, _time);
        var owners = Enumerable.Range(0, 71).Select(i => $"us-{i}").ToArray();
        Fill(cache, owners);

        Assert.Equal("us-64", Assert.Single(owners, owner => cache.Find(owner) is null));
        Assert.Equal(70, cache.Count);
    }

    [Fact]
    public void A_Change_Is_Not_Hidden_By_An_Entry_That_Came_In_The_Place_Of_A_Dropped_One()
    {
        var cache = new OwnerCache(10, _time);
        var dropped = new OwnerEntry("us-1");
        dropped.BeginChange();
        Fill(cache, "us-1", "us-2");

        cache.EndChange(dropped);

        Assert.Null(cache.Find("us-1")!.Integrations);
        Assert.NotNull(cache.Find("us-2")!.Integrations);
    }

    [Fact]
    public void What_Changed_Elsewhere_Is_Forgotten_And_Nothing_Else()
    {
        var cache = new OwnerCache(10, _time);
        Fill(cache, "us-1", "us-2");

        cache.Invalidate("us-1");
        cache.Invalidate("us-unknown");

        Assert.Null(cache.Find("us-1")!.Integrations);
        Assert.NotNull(cache.Find("us-2")!.Integrations);
        Assert.Null(cache.Find("us-unknown"));
    }

    [Fact]
    public void Without_News_From_Elsewhere_It_Is_Believed_For_As_Long_As_It_Was_Said()
    {
        var cache = new OwnerCache(10, _time);
        Assert.False(cache.IsSuspended);
        Fill(cache, "us-1");

        cache.Resume(TimeSpan.FromSeconds(10));
        Assert.Null(cache.Find("us-1")!.Integrations);
        Fill(cache, "us-1");
        _time.Advance(TimeSpan.FromSeconds(9.5));
        Assert.False(cache.IsSuspended);

        cache.Extend(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9.5));
        Assert.False(cache.IsSuspended);
        Assert.NotNull(cache.Find("us-1")!.Integrations);
        _time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(cache.IsSuspended);
    }

    [Fact]
    public void Suspended_It_Forgets_Everything_Until_It_Is_Resumed()
    {
        var cache = new OwnerCache(10, _time);
        Fill(cache, "us-1");

        cache.Suspend();
        Assert.True(cache.IsSuspended);
        Assert.Null(cache.Find("us-1")!.Integrations);

        cache.Resume(TimeSpan.FromSeconds(1));
        Assert.False(cache.IsSuspended);
    }

    private static void Fill(OwnerCache cache, params IReadOnlyList<string> owners)
    {
        foreach (var entry in owners.Select(cache.Get))
        {
            entry.EndRead(entry.BeginRead(), [Integrations.For(entry.OwnerId)]);
        }
    }

    private static IEnumerable<string?> Kept(OwnerCache cache, params IReadOnlyList<string> owners) => owners.Select(owner => cache.Find(owner)?.OwnerId);
}
