using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Tests.Storage;

namespace Storage.PostgresTests;

/// <summary>Snapshots of a database and its replacement, and what hinders them.</summary>
[Collection(WithPostgres.Name)]
public sealed class PostgresMaintenanceTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = null!;
    private StoreHost _host = null!;
    private IStoreMaintenance _maintenance = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _host = StoreHost.Create(Settings.For(_database));
        _maintenance = MaintenanceOf(_host);
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncDisposable)_maintenance).DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_Snapshot_Shows_What_Was_There_When_It_Was_Taken()
    {
        var (good, bad) = (Integrations.For("us-1"), Integrations.For("us-1"));
        await ReplaceAsync(force: false, new StoreContent { Integrations = [good, bad], AdoptedOwners = ["us-2", "us-1"], Keys = [new KeyUse("k", 3)] });
        await PostgresServer.ExecuteAsync(_database, $"update integrations set type = 'No Type' where id = '{bad.Id}'");

        await using var snapshot = await _maintenance.OpenSnapshotAsync(default);
        await PostgresServer.ExecuteAsync(_database, "delete from integrations");

        Assert.Equal([good], await snapshot.ReadIntegrationsAsync(default).ToListAsync());
        Assert.Equal(["us-1", "us-2"], await snapshot.ReadAdoptedOwnersAsync(default).ToListAsync());
        Assert.Equal([new KeyUse("k", 3)], await snapshot.ReadKeysAsync(default));
        Assert.Contains($"Integration {bad.Id} is in quarantine (Damaged)", _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_A_Store_There_Is_No_Snapshot()
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => _maintenance.OpenSnapshotAsync(default));

        Assert.Equal($"There is no store in the database {_maintenance.Name}.", refusal.Message);
    }

    [Fact]
    public async Task A_Server_That_Is_Not_There_Is_Told_By_Its_Name()
    {
        await using var host = new StoreHost(Settings.For("Host=127.0.0.1;Port=1;Database=nowhere"));
        var maintenance = MaintenanceOf(host);
        await using var disposed = (IAsyncDisposable)maintenance;

        foreach (var use in new Func<Task>[] { () => maintenance.OpenSnapshotAsync(default), () => maintenance.ReserveAsync(default) })
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(use);
            Assert.StartsWith("The store 127.0.0.1:1/nowhere cannot be read: ", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_Cannot_Be_Put_In_Its_Place_Leaves_What_Is_There()
    {
        var there = Integrations.For("us-1", "7");
        await ReplaceAsync(force: false, new StoreContent { Integrations = [there] });

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReplaceAsync(
            force: true, new StoreContent { Integrations = [Integrations.For("us-2", "8")] }, new StoreContent { Integrations = [Integrations.For("us-2", "8")] }));

        Assert.StartsWith($"The store {_maintenance.Name} cannot be written: ", refusal.Message, StringComparison.Ordinal);
        await using var snapshot = await _maintenance.OpenSnapshotAsync(default);
        Assert.Equal([there], await snapshot.ReadIntegrationsAsync(default).ToListAsync());
    }

    [Fact]
    public async Task A_Gateway_Does_Not_Start_Until_Maintenance_Has_Ended()
    {
        await using (await _maintenance.ReserveAsync(default))
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(_host.StartAsync);
            Assert.Equal($"The store {_maintenance.Name} is being restored or migrated. Start again when that is done.", refusal.Message);
        }

        await _host.StartAsync();
    }

    private static IStoreMaintenance MaintenanceOf(StoreHost host) => host.Resolve<StoreFactory>().CreateMaintenance(StorageKind.Postgres);

    private Task ReplaceAsync(bool force, params StoreContent[] contents) => _maintenance.ReplaceAllAsync(contents.ToAsyncEnumerable(), force, default);
}
