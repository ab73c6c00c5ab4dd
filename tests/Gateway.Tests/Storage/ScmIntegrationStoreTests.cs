using Gateway.ScmIntegrations;
using Gateway.Storage;
using Providers.Abstractions;

namespace Gateway.Tests.Storage;

/// <summary>What every store promises, whatever the database beneath it.</summary>
public abstract class ScmIntegrationStoreTests : IAsyncLifetime
{
    private const int Limit = 100;

    private StoreHost _host = null!;

    private IScmIntegrationStore Store => _host.Store;

    public async Task InitializeAsync()
    {
        _host = await CreateHostAsync();
        await _host.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task What_Was_Added_Is_Given_Back_As_It_Was()
    {
        var given = Integrations.For("us-1") with
        {
            AvatarUrl = " https://ghe.example.com/a.png ",
            Email = "",
            ProfileUrl = "https://ghe.example.com/mona",
            Username = "Zoë 𝄞 mona",
            RefreshToken = new Secret("refresh"),
            Status = IntegrationStatus.Invalid,
            CheckedAt = new DateTimeOffset(2026, 3, 2, 1, 2, 3, 4, TimeSpan.Zero),
            ExpiresAt = new DateTimeOffset(2027, 3, 2, 1, 2, 3, 4, TimeSpan.FromHours(2)),
            Scopes = ["repo", "", "user:email"],
        };

        Assert.Equal(AddOutcome.Added, await Store.AddAsync(given, Limit, default));
        await _host.RestartAsync();

        foreach (var stored in new[] { Assert.Single(await Store.ListAsync("us-1", default)), await Store.FindAsync("us-1", given.Id, default) })
        {
            Assert.Equal(given.Scopes, stored!.Scopes);
            Assert.Equal(given with { Scopes = null }, stored with { Scopes = null });
            Assert.Equal(TimeSpan.Zero, stored.ExpiresAt!.Value.Offset);
        }
    }

    [Fact]
    public async Task An_Integration_Without_A_Token_Is_Kept_Without_One()
    {
        var given = Integrations.For("us-1") with { AccessToken = null, Status = IntegrationStatus.Unknown };
        await Store.AddAsync(given, Limit, default);

        await _host.RestartAsync();

        Assert.Equal(given, Assert.Single(await Store.ListAsync("us-1", default)));
    }

    [Fact]
    public async Task Times_Are_Kept_In_Whole_Milliseconds()
    {
        var given = Integrations.For("us-1") with { CheckedAt = new DateTimeOffset(2026, 3, 2, 1, 2, 3, TimeSpan.Zero).AddTicks(15_999) };
        await Store.AddAsync(given, Limit, default);

        Assert.Equal(1, (await Store.FindAsync("us-1", given.Id, default))!.CheckedAt!.Value.Millisecond);
        Assert.Equal(0, (await Store.FindAsync("us-1", given.Id, default))!.CheckedAt!.Value.Microsecond);
    }

    [Fact]
    public async Task List_Is_Oldest_First()
    {
        var first = Integrations.For("us-1");
        var later = Enumerable.Range(1, 9).Select(i => Integrations.For("us-1") with { CreatedAt = first.CreatedAt.AddMilliseconds(i) }).ToList();
        foreach (var integration in later.AsEnumerable().Reverse().Append(first))
        {
            await Store.AddAsync(integration, Limit, default);
        }

        Assert.Equal([first.Id, .. later.Select(one => one.Id)], (await Store.ListAsync("us-1", default)).Select(one => one.Id));
    }

    [Theory]
    [InlineData("us-AB", "us-ab")]
    [InlineData("us-ab", "us-ab ")]
    [InlineData("us-ab", "us-ab\u200b")]
    [InlineData("us-é", "us-e\u0301")]
    [InlineData("straße", "strasse")]
    [InlineData("1", "01")]
    public async Task Owners_Whose_Ids_Look_Alike_Do_Not_Meet(string one, string other)
    {
        var integration = Integrations.For(one);
        await Store.AddAsync(integration, Limit, default);
        await Store.AdoptAsync(one, [], default);

        Assert.Empty(await Store.ListAsync(other, default));
        Assert.Null(await Store.FindAsync(other, integration.Id, default));
        Assert.False(await Store.HasAdoptedAsync(other, default));
        Assert.False(await Store.RemoveAsync(other, integration.Id, default));
        Assert.Equal(UpdateOutcome.NotFound, await Store.UpdateAsync(integration with { OwnerId = other }, default));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For(other, integration.Uid), 1, default));
        Assert.Equal(integration, Assert.Single(await Store.ListAsync(one, default)));
    }

    [Fact]
    public async Task An_Owner_Id_Of_Any_Length_Is_Kept_Apart()
    {
        var one = new string('x', 5000);
        await Store.AddAsync(Integrations.For(one), Limit, default);
        await Store.AdoptAsync(one, [], default);

        Assert.Single(await Store.ListAsync(one, default));
        Assert.Empty(await Store.ListAsync(one + "x", default));
        Assert.True(await Store.HasAdoptedAsync(one, default));
        Assert.False(await Store.HasAdoptedAsync(one + "x", default));
    }

    [Fact]
    public async Task The_Same_Account_Is_Added_Once()
    {
        var first = Integrations.For("us-1", "7");
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(first, Limit, default));

        Assert.Equal(AddOutcome.Duplicate, await Store.AddAsync(Integrations.For("us-1", "7"), Limit, default));
        Assert.Equal(first, Assert.Single(await Store.ListAsync("us-1", default)));
    }

    [Fact]
    public async Task Another_Uid_Address_Type_Or_Owner_Is_Another_Account()
    {
        await Store.AddAsync(Integrations.For("us-1", "7"), Limit, default);

        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For("us-1", "07"), Limit, default));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For("us-1", "7", "https://ghe.example.com/Prefix"), Limit, default));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For("us-1", "7", "https://ghe.example.com/prefix"), Limit, default));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For("us-1", "7", type: "gitlab-self-hosted"), Limit, default));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(Integrations.For("us-2", "7"), Limit, default));
        Assert.Equal(5, (await Store.ListAsync("us-1", default)).Count);
    }

    [Fact]
    public async Task Of_Many_Who_Add_The_Same_Account_At_Once_One_Succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Store.AddAsync(Integrations.For("us-1", "7"), Limit, default))));

        Assert.Single(outcomes, AddOutcome.Added);
        Assert.Equal(19, outcomes.Count(outcome => outcome == AddOutcome.Duplicate));
        Assert.Single(await Store.ListAsync("us-1", default));
    }

    [Fact]
    public async Task The_Limit_Holds_However_Many_Add_At_Once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Store.AddAsync(Integrations.For("us-1"), 10, default))));

        Assert.Equal(10, outcomes.Count(outcome => outcome == AddOutcome.Added));
        Assert.Equal(30, outcomes.Count(outcome => outcome == AddOutcome.LimitReached));
        Assert.Equal(10, (await Store.ListAsync("us-1", default)).Count);
    }

    [Fact]
    public async Task An_Update_Replaces_And_Raises_The_Revision()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);
        var changed = integration with { AccessToken = new Secret("new"), Status = IntegrationStatus.Invalid, Username = "other", Scopes = [] };

        Assert.Equal(UpdateOutcome.Updated, await Store.UpdateAsync(changed, default));

        var stored = await Store.FindAsync("us-1", integration.Id, default);
        Assert.Equal(integration.Revision + 1, stored!.Revision);
        Assert.Empty(stored.Scopes!);
        Assert.Equal(changed with { Scopes = null }, stored with { Revision = integration.Revision, Scopes = null });
    }

    [Fact]
    public async Task An_Update_Of_Something_Older_Is_Refused()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);
        await Store.UpdateAsync(integration with { Username = "first" }, default);

        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(integration with { Username = "second" }, default));
        Assert.Equal("first", (await Store.FindAsync("us-1", integration.Id, default))!.Username);
    }

    [Fact]
    public async Task One_Without_An_Account_Is_Given_One_Unless_The_Owner_Has_Linked_That_Otherwise()
    {
        var nameless = Integrations.For("us-1", uid: "");
        var linked = Integrations.For("us-1", uid: "8");
        await Store.AdoptAsync("us-1", [nameless], default);
        await Store.AddAsync(linked, Limit, default);

        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(nameless with { Uid = "8" }, default));
        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(nameless with { Uid = "9", Instance = ScmInstance.Parse("https://other.example.com") }, default));
        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(nameless with { Uid = "9", Type = ScmType.Parse("other") }, default));
        Assert.Equal(UpdateOutcome.Updated, await Store.UpdateAsync(nameless with { Uid = "9" }, default));

        await _host.RestartAsync();
        Assert.Equal(["9", "8"], (await Store.ListAsync("us-1", default)).OrderByDescending(one => one.Uid).Select(one => one.Uid));
        Assert.Equal(nameless.AccessToken, (await Store.FindAsync("us-1", nameless.Id, default))!.AccessToken);
        Assert.Equal(AddOutcome.Duplicate, await Store.AddAsync(Integrations.For("us-1", uid: "9"), Limit, default));
        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(nameless with { Uid = "10", Revision = 1 }, default));
    }

    [Fact]
    public async Task An_Update_Cannot_Make_Another_Account_Of_It()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);

        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(integration with { Uid = "another" }, default));
        Assert.Equal(UpdateOutcome.Changed, await Store.UpdateAsync(integration with { Instance = ScmInstance.Parse("https://other.example.com") }, default));
        Assert.Equal(integration, await Store.FindAsync("us-1", integration.Id, default));
    }

    [Fact]
    public async Task Of_Many_Who_Update_The_Same_Revision_One_Succeeds()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Store.UpdateAsync(integration with { Username = "u" + i }, default))));

        Assert.Single(outcomes, UpdateOutcome.Updated);
        Assert.Equal(19, outcomes.Count(outcome => outcome == UpdateOutcome.Changed));
    }

    [Fact]
    public async Task Updating_What_Is_Not_There_Says_So()
        => Assert.Equal(UpdateOutcome.NotFound, await Store.UpdateAsync(Integrations.For("us-1"), default));

    [Fact]
    public async Task Removing_Happens_Once()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);

        Assert.True(await Store.RemoveAsync("us-1", integration.Id, default));
        Assert.False(await Store.RemoveAsync("us-1", integration.Id, default));
        Assert.Empty(await Store.ListAsync("us-1", default));
        Assert.Null(await Store.FindAsync("us-1", integration.Id, default));

        await _host.RestartAsync();
        Assert.Empty(await Store.ListAsync("us-1", default));
    }

    [Fact]
    public async Task Adopting_Keeps_Ids_And_Leaves_Out_What_Is_There()
    {
        var mine = Integrations.For("us-1", "7");
        var anothers = Integrations.For("us-2", "7");
        await Store.AddAsync(mine, Limit, default);
        await Store.AddAsync(anothers, Limit, default);
        var fresh = Integrations.For("us-1", "8") with { AccessToken = null };
        var sameAccount = Integrations.For("us-1", "7");
        var sameId = Integrations.For("us-1", "9") with { Id = mine.Id };
        var takenId = Integrations.For("us-1", "10") with { Id = anothers.Id };
        var twice = Integrations.For("us-1", "8");

        Assert.False(await Store.HasAdoptedAsync("us-1", default));
        await Store.AdoptAsync("us-1", [fresh, sameAccount, sameId, takenId, twice], default);

        Assert.True(await Store.HasAdoptedAsync("us-1", default));
        Assert.False(await Store.HasAdoptedAsync("us-2", default));
        Assert.Equal(
            new[] { mine, fresh }.OrderBy(one => one.Id),
            (await Store.ListAsync("us-1", default)).OrderBy(one => one.Id));
        Assert.Equal(anothers, Assert.Single(await Store.ListAsync("us-2", default)));
    }

    [Fact]
    public async Task Adopting_Happens_Once_And_Is_Remembered()
    {
        await Store.AdoptAsync("us-1", [], default);
        await _host.RestartAsync();

        Assert.True(await Store.HasAdoptedAsync("us-1", default));
        await Store.AdoptAsync("us-1", [Integrations.For("us-1")], default);
        Assert.Empty(await Store.ListAsync("us-1", default));
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task Reading_All_Goes_By_Id_And_Can_Go_On_After_One()
    {
        var all = new List<ScmIntegration>();
        for (var i = 0; i < 600; i++)
        {
            all.Add(Integrations.For("us-" + (i % 7)));
        }

        await Task.WhenAll(all.Select(one => Store.AddAsync(one, Limit, default)));
        all.Sort((one, other) => string.CompareOrdinal(one.Id.ToString(), other.Id.ToString()));

        Assert.Equal(all, await Store.ReadAllAsync(null, default).ToListAsync());
        Assert.Equal(all.Skip(300), await Store.ReadAllAsync(all[299].Id, default).ToListAsync());
        Assert.Empty(await Store.ReadAllAsync(all[^1].Id, default).ToListAsync());
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task Nobody_Reads_What_Is_Older_Than_What_Was_Acknowledged()
    {
        var integration = Integrations.For("us-1");
        await Store.AddAsync(integration, Limit, default);
        var acknowledged = 0L;
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var atLeast = Interlocked.Read(ref acknowledged);
                var seen = Assert.Single(await Store.ListAsync("us-1", default)).Revision;
                Assert.True(seen >= atLeast, $"revision {seen} was read after {atLeast} had been acknowledged");
            }
        })).ToList();

        for (var revision = 0L; revision < 150; revision++)
        {
            Assert.Equal(UpdateOutcome.Updated, await Store.UpdateAsync(integration with { Revision = revision }, default));
            Interlocked.Exchange(ref acknowledged, revision + 1);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_Call_That_Was_Cancelled_Before_Does_Not_Happen()
    {
        var integration = Integrations.For("us-1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.AddAsync(integration, Limit, new CancellationToken(canceled: true)));

        Assert.Empty(await Store.ListAsync("us-1", default));
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task Everything_Acknowledged_Is_There_After_A_Restart()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var integration = Integrations.For("us-" + (i % 5));
            await Store.AddAsync(integration, Limit, default);
            return integration;
        }));
        await Task.WhenAll(added.Take(50).Select(one => Store.RemoveAsync(one.OwnerId, one.Id, default)));

        await _host.RestartAsync();

        Assert.Equal(added.Skip(50).OrderBy(one => one.Id), await Store.ReadAllAsync(null, default).ToListAsync());
    }

    [Fact]
    public async Task The_Probe_Succeeds_While_The_Store_Is_Open() => await Store.ProbeAsync(default);

    internal abstract Task<StoreHost> CreateHostAsync();
}
