using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Tests.Storage;
using Gateway.Tests.Storage.Maintenance;
using Npgsql;

namespace Storage.PostgresTests;

/// <summary>From one file to a database, and back.</summary>
[Collection(WithPostgres.Name)]
public sealed class MigrationTests(PostgresServer server) : IAsyncLifetime
{
    private const int Count = 600;

    private string _database = null!;
    private StoreHost _lite = null!;
    private StoreHost _postgres = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        var settings = Settings.For(_database);
        _postgres = StoreHost.Create(new Dictionary<string, string?>(settings) { ["Gateway:Storage:LiteDb:Path"] = "back/gateway.db" });
        settings["Gateway:Storage:Kind"] = "LiteDb";
        settings["Gateway:Keys:Directory"] = _postgres.KeyFolder;
        _lite = StoreHost.Create(settings);
    }

    public async Task DisposeAsync()
    {
        await _lite.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Everything_Goes_There_And_Back()
    {
        var all = await FillAsync();
        var progress = new RecordedProgress();
        var there = await _lite.Resolve<MigrateJob>().RunAsync(StorageKind.LiteDb, StorageKind.Postgres, progress, default);
        Assert.Equal(
            ["copying 256", "copying 512", "comparing 256", "comparing 512", "comparing 256", "comparing 512"],
            progress.Reports.Select(report => $"{report.Step} {report.Done}"));
        var keys = await ReadKeysAsync(_lite, StorageKind.LiteDb);
        Assert.NotEmpty(keys);
        Assert.Equal(keys, await ReadKeysAsync(_postgres, StorageKind.Postgres));

        await _postgres.StartAsync();
        Assert.Equal(all, await _postgres.Store.ReadAllAsync(null, default).ToListAsync());
        Assert.True(await _postgres.Store.HasAdoptedAsync("us-adopted", default));
        await _postgres.StopAsync();
        var back = await MigrateAsync(_postgres, StorageKind.Postgres, StorageKind.LiteDb);

        Assert.Equal(new MigrationSummary(Count, Count, there.Sha256), there);
        Assert.Equal(there, back);
        await using var result = new StoreHost(new Dictionary<string, string?>
        {
            ["Gateway:Storage:LiteDb:Path"] = Path.Combine(_postgres.Folder, "back", "gateway.db"),
            ["Gateway:Keys:Directory"] = _postgres.KeyFolder,
        });
        await result.StartAsync();
        Assert.Equal(all, await result.Store.ReadAllAsync(null, default).ToListAsync());
        Assert.True(await result.Store.HasAdoptedAsync("us-adopted", default));
    }

    [Fact]
    public async Task Interrupted_It_Goes_On_Where_It_Was()
    {
        await FillAsync();
        using var interrupt = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lite.Resolve<MigrateJob>().RunAsync(
            StorageKind.LiteDb, StorageKind.Postgres, new RecordedProgress(_ => interrupt.Cancel()), interrupt.Token));

        var summary = await MigrateAsync(_lite, StorageKind.LiteDb, StorageKind.Postgres);

        Assert.Equal(Count, summary.Integrations);
        Assert.InRange(summary.Copied, 1, Count - 1);
    }

    [Fact]
    public async Task Done_Twice_It_Copies_Nothing()
    {
        await FillAsync();
        await MigrateAsync(_lite, StorageKind.LiteDb, StorageKind.Postgres);

        Assert.Equal(0, (await MigrateAsync(_lite, StorageKind.LiteDb, StorageKind.Postgres)).Copied);
    }

    [Fact]
    public async Task A_Target_With_Other_Integrations_Is_Refused_And_Stays_As_It_Is()
    {
        await FillAsync();
        await _postgres.StartAsync();
        var stranger = Integrations.For("us-stranger");
        await _postgres.Store.AddAsync(stranger, 100, default);
        await _postgres.StopAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(_lite, StorageKind.LiteDb, StorageKind.Postgres));

        await _postgres.StartAsync();
        Assert.Equal(stranger, Assert.Single(await _postgres.Store.ReadAllAsync(null, default).ToListAsync()));
    }

    [Fact]
    public async Task Under_A_Running_Gateway_It_Is_Refused()
    {
        await _lite.StartAsync();
        await using var command = new StoreHost(new Dictionary<string, string?>
        {
            ["Gateway:Storage:LiteDb:Path"] = _lite.DataFile,
            ["Gateway:Storage:Postgres:ConnectionString"] = await server.CreateDatabaseAsync(),
        });

        await Assert.ThrowsAsync<StoreInUseException>(() => MigrateAsync(command, StorageKind.LiteDb, StorageKind.Postgres));
    }

    [Fact]
    public async Task A_Target_That_Is_Changed_Meanwhile_Is_Noticed()
    {
        await FillAsync();
        var changing = new RecordedProgress(report =>
        {
            if (report is { Step: "copying", Done: 512 })
            {
                using var connection = new NpgsqlConnection(_database);
                connection.Open();
                using var command = new NpgsqlCommand("update integrations set username = 'other' where id = (select id from integrations limit 1)", connection);
                Assert.Equal(1, command.ExecuteNonQuery());
            }
        });

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _lite.Resolve<MigrateJob>().RunAsync(StorageKind.LiteDb, StorageKind.Postgres, changing, default));

        Assert.Contains("A gateway was changing one of them", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_A_Kind_To_Itself_Is_Refused()
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(_lite, StorageKind.LiteDb, StorageKind.LiteDb));

        Assert.Equal("Source and target are both LiteDb.", refusal.Message);
    }

    [Fact]
    public async Task A_Kind_Without_Its_Settings_Is_Refused()
    {
        await using var host = new StoreHost(new Dictionary<string, string?>());
        await host.StartAsync();
        await host.StopAsync();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => MigrateAsync(host, StorageKind.LiteDb, StorageKind.Postgres));

        Assert.Contains("Gateway:Storage:Postgres:ConnectionString", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<List<ScmIntegration>> FillAsync()
    {
        await _lite.StartAsync();
        var all = Enumerable.Range(0, Count).Select(i => Integrations.For("us-" + (i % 50)) with { Scopes = null, Email = "m@example.com" }).ToList();
        await Task.WhenAll(all.Select(one => _lite.Store.AddAsync(one, 100, default)));
        await _lite.Store.AdoptAsync("us-adopted", [], default);
        await _lite.StopAsync();
        return [.. all.OrderBy(one => one.Id)];
    }

    private static async Task<IReadOnlyList<KeyUse>> ReadKeysAsync(StoreHost host, StorageKind kind)
    {
        var maintenance = host.Resolve<StoreFactory>().CreateMaintenance(kind);
        await using var disposed = maintenance as IAsyncDisposable;
        await using var snapshot = await maintenance.OpenSnapshotAsync(default);
        return await snapshot.ReadKeysAsync(default);
    }

    private static Task<MigrationSummary> MigrateAsync(StoreHost host, StorageKind from, StorageKind to)
        => host.Resolve<MigrateJob>().RunAsync(from, to, new RecordedProgress(), default);
}
