using Gateway.Storage;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The store on its own, without the cache that is before it.</summary>
public sealed class LiteDbBackendTests
{
    [Fact]
    public async Task Those_Of_The_Same_Millisecond_Go_By_Id()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var all = Enumerable.Range(0, 8).Select(_ => Integrations.For("us-1")).ToList();
        foreach (var one in all)
        {
            Assert.Equal(AddOutcome.Added, await opened.Store.AddAsync(one, 10, default));
        }

        Assert.Equal(all.OrderBy(one => one.Id), await opened.Store.ListAsync("us-1", default));
    }

    [Fact]
    public async Task One_Is_Found_By_Its_Owner_Alone()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var integration = Integrations.For("us-1");
        await opened.Store.AddAsync(integration, 10, default);

        Assert.Equal(integration, await opened.Store.FindAsync("us-1", integration.Id, default));
        Assert.Null(await opened.Store.FindAsync("us-2", integration.Id, default));
        Assert.Null(await opened.Store.FindAsync("us-1", Guid.NewGuid(), default));
        Assert.False(await opened.Store.RemoveAsync("us-2", integration.Id, default));
        Assert.Equal(UpdateOutcome.NotFound, await opened.Store.UpdateAsync(integration with { OwnerId = "us-2" }, default));
        Assert.True(await opened.Store.RemoveAsync("us-1", integration.Id, default));
    }

    [Fact]
    public async Task The_Probe_Fails_With_The_Disk_Though_All_Is_In_Memory()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        await opened.Store.ProbeAsync(default);
        opened.FailOn("data", FileCallKind.Read);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.Store.ProbeAsync(default));
    }

    [Fact]
    public async Task A_Change_Is_There_After_It_Is_Opened_Again_And_A_Refused_One_Is_Not()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var integration = Integrations.For("us-1");
        await opened.Store.AddAsync(integration, 10, default);
        opened.FailOn("journal", FileCallKind.Flush);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.Store.AddAsync(Integrations.For("us-1"), 10, default));
        Assert.Equal([integration], await opened.Store.ListAsync("us-1", default));
        opened.Files.Fault = null;

        await opened.ReopenAsync();

        Assert.Equal([integration], await opened.Store.ListAsync("us-1", default));
    }
}
