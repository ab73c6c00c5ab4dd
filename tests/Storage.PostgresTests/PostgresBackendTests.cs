using Gateway;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Postgres;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Storage.PostgresTests;

/// <summary>What the tables do with what they are given, below the cache and the protection.</summary>
[Collection(WithPostgres.Name)]
public sealed class PostgresBackendTests(PostgresServer server) : IAsyncLifetime
{
    private string _database = null!;
    private StoreHost _host = null!;

    private IStoreBackend Backend => _host.Backend;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _host = StoreHost.Create(Settings.For(_database));
        await _host.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task One_Is_Found_By_Its_Owner_Only()
    {
        var integration = Integrations.For("us-1");
        await Backend.AddAsync(integration, 100, default);

        Assert.Equal(integration, await Backend.FindAsync("us-1", integration.Id, default));
        Assert.Null(await Backend.FindAsync("us-2", integration.Id, default));
    }

    [Fact]
    public async Task An_Update_That_Is_Repeated_Has_Been_Made_And_Another_Has_Not()
    {
        var integration = Integrations.For("us-1");
        await Backend.AddAsync(integration, 100, default);
        var changed = integration with { AccessToken = new Secret("new") };

        Assert.Equal(UpdateOutcome.Updated, await Backend.UpdateAsync(changed, default));
        Assert.Equal(UpdateOutcome.Updated, await Backend.UpdateAsync(changed, default));
        Assert.Equal(UpdateOutcome.Changed, await Backend.UpdateAsync(integration with { AccessToken = new Secret("newer") }, default));
    }

    [Fact]
    public async Task A_Removal_Whose_Connection_Broke_Has_Been_Made()
    {
        var integration = Integrations.For("us-1");
        await Backend.AddAsync(integration, 100, default);

        // The first try loses its connection, and the second finds nothing to remove: as when the first was made and its answer lost.
        await PostgresServer.ExecuteAsync(
            _database,
            """
            create sequence tries;
            create function lose() returns trigger language plpgsql as $$
            begin
                if nextval('tries') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                return null;
            end
            $$;
            create trigger losing before delete on integrations for each row execute function lose();
            """);

        Assert.True(await Backend.RemoveAsync("us-1", integration.Id, default));
        Assert.False(await Backend.RemoveAsync("us-1", integration.Id, default));
    }

    [Theory]
    [InlineData("type = 'No Type'")]
    [InlineData("url = 'ftp://ghe.example.com'")]
    [InlineData("status = 77")]
    public async Task A_Row_That_No_Gateway_Writes_Is_Told_And_Left_Out(string damage)
    {
        var (good, bad) = (Integrations.For("us-1"), Integrations.For("us-1"));
        await Backend.AddAsync(good, 100, default);
        await Backend.AddAsync(bad, 100, default);
        await PostgresServer.ExecuteAsync(_database, $"update integrations set {damage} where id = '{bad.Id}'");

        Assert.Equal([good], await Backend.ListAsync("us-1", default));
        Assert.Null(await Backend.FindAsync("us-1", bad.Id, default));
        Assert.Equal([good], await Backend.ReadAllAsync(null, default).ToListAsync());
        Assert.Contains($"Integration {bad.Id} is in quarantine (Damaged)", _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sealed_Texts_Are_Replaced_Where_They_Are_Still_Those_That_Were_Read()
    {
        var whole = Integrations.For("us-1") with { RefreshToken = new Secret("refresh") };
        var single = Integrations.For("us-1");
        var none = Integrations.For("us-1") with { AccessToken = null };
        var changed = Integrations.For("us-1");
        foreach (var one in new[] { whole, single, none, changed })
        {
            await Backend.AddAsync(one, 100, default);
        }

        await Backend.UpdateAsync(changed with { AccessToken = new Secret("meanwhile") }, default);

        Assert.Equal(0, await Backend.ReplaceSealedAsync([], default));
        Assert.Equal(3, await Backend.ReplaceSealedAsync(
            [
                new SealedChange(whole, new Secret("a"), new Secret("b")),
                new SealedChange(single, new Secret("c"), null),
                new SealedChange(none, null, null),
                new SealedChange(changed, new Secret("too late"), null),
            ],
            default));

        var expected = new[]
        {
            whole with { AccessToken = new Secret("a"), RefreshToken = new Secret("b") },
            single with { AccessToken = new Secret("c") },
            none,
        };
        foreach (var one in expected)
        {
            Assert.Equal(one, await Backend.FindAsync("us-1", one.Id, default));
        }

        Assert.Equal(new Secret("meanwhile"), (await Backend.FindAsync("us-1", changed.Id, default))!.AccessToken);
    }

    [Fact]
    public async Task Keys_Are_Noted_And_Forgotten_By_Their_Ids()
    {
        await Backend.ForgetKeysAsync([.. (await Backend.ReadKeysAsync(default)).Select(use => use.KeyId)], default);

        Assert.Equal(5, await Backend.ReserveSealsAsync("b", 5, default));
        Assert.Equal(12, await Backend.ReserveSealsAsync("b", 7, default));
        await Backend.ReserveSealsAsync("a", 1, default);
        await Backend.ReserveSealsAsync("c", 1, default);
        Assert.Equal([new KeyUse("a", 1), new KeyUse("b", 12), new KeyUse("c", 1)], await Backend.ReadKeysAsync(default));

        await Backend.ForgetKeysAsync(["a", "c", "unknown"], default);
        Assert.Equal([new KeyUse("b", 12)], await Backend.ReadKeysAsync(default));
    }

    [Fact]
    public async Task The_Lock_Under_Which_Tables_Are_Made_Is_Given_Back()
    {
        var database = await server.CreateDatabaseAsync();
        await using var connections = new PostgresConnections(database);

        await new Migrator(connections, NullLogger<Migrator>.Instance).RunAsync(default);

        Assert.Equal(0, await PostgresServer.CountLocksAsync(database, AdvisoryLocks.Migration));
    }

    [Fact]
    public void What_Is_Done_To_The_Tables_Is_Told()
        => Assert.Contains(
            "Tables: Executing Database Server script 'Gateway.Storage.Postgres.Migrations.0001_integrations.sql'", _host.Log.Text, StringComparison.Ordinal);

    [Fact]
    public async Task Tables_Of_Somebody_Else_Stop_The_Start()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "create table integrations (id int)");
        await using var host = new StoreHost(Settings.For(database));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(host.StartAsync);

        Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
    }
}
