using Gateway.Plugins;
using Gateway.Plugins.Loading;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>Who serves, who is refused and who has gone, after each update.</summary>
public sealed class PluginRosterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PluginRoster _roster;

    public PluginRosterTests() => _roster = new PluginRoster(_time);

    [Fact]
    public void What_Comes_Serves_And_Replaces_What_Served_Under_Its_Name()
    {
        var (first, second, again) = (Make("Good", "1"), Make("Good", "2"), Make("Good", "2"));
        Assert.Null(_roster.Find("Good"));

        var adding = Admit(first);
        Assert.Equal("Added Good 1", Text(adding));
        Assert.False(adding.FreesTypes);
        Assert.Same(first, _roster.Find("Good"));
        Assert.Equal([first], _roster.Serving);

        var replacing = Admit(second);
        Assert.Equal("Replaced Good 2 after 1; released Good 1", Text(replacing));
        Assert.True(replacing.FreesTypes);

        Assert.Equal("Reconfigured Good 2 after 2; released Good 2", Text(Admit(again)));
        Assert.Equal(["Good Serving 2", "Good Replaced 2"], Statuses());
        Assert.Empty(Admit().Changes);
    }

    [Fact]
    public void Who_Serves_A_Type_Keeps_It_And_Among_Newcomers_The_First_Name_Gets_It()
    {
        var (twin, good, third) = (Make("Twin", "1", "good"), Make("Good", "1", "good"), Make("Another", "1", "good", "another"));

        Assert.Equal("Added Good 1, Refused Twin 1; released Twin 1", Text(Admit(twin, good)));
        Assert.Equal("Refused Another 1; released Another 1", Text(Admit(third)));

        Assert.Equal(["Another", "Twin"], _roster.RefusedNames);
        Assert.Equal(
            "The plugin «Another» offers the type «good», which the plugin «Good» serves already: remove one of the two.",
            _roster.Statuses.First(status => status.Name == "Another").Reason);
        Assert.False(Admit(third).FreesTypes);
    }

    [Fact]
    public void A_Newcomer_Of_An_Earlier_Name_Does_Not_Take_A_Type_From_Who_Is_Replaced()
    {
        Admit(Make("Twin", "1", "good"));

        var update = Admit(Make("Good", "1", "good"), Make("Twin", "2", "good"));

        Assert.Equal("Replaced Twin 2 after 1, Refused Good 1; released Twin 1, Good 1", Text(update));
    }

    [Fact]
    public void A_Type_That_Becomes_Free_In_The_Same_Update_Can_Be_Had()
    {
        Admit(Make("Good", "1", "good"));

        var update = Update(["Good", "Unknown"], [Make("Twin", "1", "good")]);

        Assert.Equal("Removed Good 1, Added Twin 1; released Good 1", Text(update));
        Assert.True(update.FreesTypes);
        Assert.Equal(["Good Removed 1", "Twin Serving 1"], Statuses());
    }

    [Fact]
    public void What_Has_Gone_Is_Told_Once_With_Its_Time_And_Its_Refusals_Are_Forgotten()
    {
        Admit(Make("Good", "1"));
        Refuse("Good", "is broken");
        Refuse("Never", "is broken");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("Removed Good 1; released Good 1", Text(Update(["Good", "Never"], [])));
        Assert.Equal(["Good Removed 1"], Statuses());
        Assert.Equal(_time.GetUtcNow(), _roster.Statuses[0].Since);
        Assert.Empty(_roster.RefusedNames);
        Assert.Empty(Update(["Good"], []).Changes);
    }

    [Fact]
    public void A_Refusal_Leaves_The_Old_Serving_And_Is_Told_Once_For_The_Same_Reason()
    {
        var good = Make("Good", "1");
        Admit(good);

        Assert.Equal("Refused Good -", Text(Refuse("Good", "is broken")));
        Assert.Empty(Refuse("Good", "is broken").Changes);
        Assert.Equal("Refused Good -", Text(Refuse("Good", "is still broken")));

        Assert.Same(good, _roster.Find("Good"));
        Assert.Equal(["Good Serving 1", "Good Refused -"], Statuses());
        Assert.Equal("Replaced Good 2 after 1; released Good 1", Text(Admit(Make("Good", "2"))));
        Assert.Equal(["Good Serving 2", "Good Replaced 1"], Statuses());
    }

    [Fact]
    public void What_Serves_Already_Stays_And_What_Was_Better_And_Broken_Is_Told()
    {
        var good = Make("Good", "1");
        Admit(good);

        var update = _roster.Update(
            [],
            new Dictionary<string, IReadOnlyList<PluginLoading>> { ["Good"] = [Refusal("Good", "is broken"), new(good.Status, IsServing: true)] },
            _ => null);

        Assert.Equal("Refused Good -", Text(update));
        Assert.Same(good, _roster.Find("Good"));
    }

    [Fact]
    public void What_Is_No_Longer_Trusted_Is_Taken_Out_With_The_Reason()
    {
        var (good, other) = (Make("Good", "1"), Make("Other", "1"));
        Admit(good, other);
        _time.Advance(TimeSpan.FromMinutes(1));

        var update = _roster.Update([], new Dictionary<string, IReadOnlyList<PluginLoading>>(), plugin => plugin == good ? "may not run." : null);

        Assert.Equal("Distrusted Good 1; released Good 1", Text(update));
        Assert.True(update.FreesTypes);
        Assert.Equal(["Good Removed 1", "Other Serving 1"], Statuses());
        Assert.Equal(("The plugin «Good» may not run.", _time.GetUtcNow()), (_roster.Statuses[0].Reason, _roster.Statuses[0].Since));
        Assert.Null(_roster.Find("Good"));
    }

    [Fact]
    public async Task The_Catalog_Finds_And_Lends_What_Serves()
    {
        var catalog = new ProviderCatalog();
        var (good, other) = (Make("Good", "1", "good", "able"), Make("Other", "1", "other"));
        catalog.Swap([good, other]);
        Assert.Equal(["able", "good", "other"], catalog.Providers.Select(provider => provider.Type.Value));
        Assert.Equal("Other", catalog.Find(ScmType.Parse("other"))!.PluginName);

        using (var lease = catalog.Lease(ScmType.Parse("good"))!)
        {
            catalog.Swap([other]);
            good.Leave();
            Assert.False(good.Unloaded.IsCompleted);
            lease.Dispose();
        }

        Assert.Null(catalog.Lease(ScmType.Parse("good")));
        Assert.Null(catalog.Find(ScmType.Parse("good")));
        Assert.Null(await good.Unloaded.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static LoadedPlugin Make(string name, string build, params string[] types)
        => LoadedPlugins.Make(name, build, null, types.Length > 0 ? types : [ScmTypeOf(name)]);

    private static string ScmTypeOf(string name) => $"type-of-{name.Length}-{(int)name[0]}";

    private RosterUpdate Admit(params LoadedPlugin[] plugins) => Update([], plugins);

    private RosterUpdate Update(string[] gone, LoadedPlugin[] plugins) => _roster.Update(
        gone, plugins.ToDictionary(plugin => plugin.Name, plugin => (IReadOnlyList<PluginLoading>)[new PluginLoading(plugin.Status, plugin)]), _ => null);

    private RosterUpdate Refuse(string name, string reason) => _roster.Update(
        [], new Dictionary<string, IReadOnlyList<PluginLoading>> { [name] = [Refusal(name, reason)] }, _ => null);

    private static PluginLoading Refusal(string name, string reason) => new(new PluginStatus
    {
        Name = name,
        Path = $"/plugins/{name}/{name}.dll",
        State = PluginState.Refused,
        Since = DateTimeOffset.UnixEpoch,
        Reason = reason,
    });

    private IEnumerable<string> Statuses() => _roster.Statuses.Select(status => $"{status.Name} {status.State} {status.Sha256 ?? "-"}");

    private static string Text(RosterUpdate update)
    {
        var changes = string.Join(", ", update.Changes.Select(change
            => $"{change.Kind} {change.Status.Name} {change.Status.Sha256 ?? "-"}{(change.Before is { } before ? $" after {before.Sha256}" : "")}"));
        var released = string.Join(", ", update.Released.Select(plugin => $"{plugin.Name} {plugin.Status.Sha256}"));
        return released.Length == 0 ? changes : $"{changes}; released {released}";
    }
}
