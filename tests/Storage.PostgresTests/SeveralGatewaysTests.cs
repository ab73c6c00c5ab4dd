using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Tests.Common;

namespace Storage.PostgresTests;

/// <summary>Two gateways over one database and one key folder, and what happens when the server or a connection goes away.</summary>
[Collection(WithPostgres.Name)]
public sealed class SeveralGatewaysTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private string _database = null!;
    private StoreHost _one = null!;
    private StoreHost _other = null!;

    public async Task InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _one = CreateHost();
        _other = CreateHost(_one.KeyFolder);

        // At once, as behind a balancer: both find no tables and no key.
        await Task.WhenAll(_one.StartAsync(), _other.StartAsync());
        foreach (var host in new[] { _one, _other })
        {
            await Eventually.HoldsAsync(() => host.Log.Text.Contains("Changes made by other gateways are heard.", StringComparison.Ordinal), Patience, host.Log.Text);
        }
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task What_One_Has_Sealed_The_Other_Unseals()
    {
        var first = Integrations.For("us-1");
        var second = Integrations.For("us-2");
        await _one.Store.AddAsync(first, 100, default);
        await _other.Store.AddAsync(second, 100, default);

        Assert.Equal(first, await EventuallyAsync(async () => await _other.Store.FindAsync("us-1", first.Id, default), found => found is not null));
        Assert.Equal(second, await EventuallyAsync(async () => await _one.Store.FindAsync("us-2", second.Id, default), found => found is not null));
    }

    [Fact]
    public async Task What_One_Has_Changed_The_Other_Forgets()
    {
        var integration = Integrations.For("us-1");
        await _one.Store.AddAsync(integration, 100, default);
        for (var round = 0L; round < 20; round++)
        {
            await EventuallyAsync(async () => await _other.Store.ListAsync("us-1", default), list => list is [{ Revision: var revision }] && revision == round);
            Assert.Equal(UpdateOutcome.Updated, await _one.Store.UpdateAsync(integration with { Revision = round }, default));
        }

        Assert.True(await _one.Store.RemoveAsync("us-1", integration.Id, default));
        await EventuallyAsync(async () => await _other.Store.ListAsync("us-1", default), list => list.Count == 0);
    }

    [Fact]
    public async Task An_Owner_Whose_Id_Does_Not_Fit_Into_A_Notification_Is_Forgotten_Too()
    {
        var integration = Integrations.For(new string('x', 20_000));
        await EventuallyAsync(async () => await _other.Store.ListAsync(integration.OwnerId, default), list => list.Count == 0);

        await _one.Store.AddAsync(integration, 100, default);

        await EventuallyAsync(async () => await _other.Store.ListAsync(integration.OwnerId, default), list => list.Count == 1);
    }

    [Fact]
    public async Task Both_Together_Add_An_Account_Once_And_Keep_The_Limit()
    {
        var stores = new[] { _one.Store, _other.Store };
        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => stores[i % 2].AddAsync(Integrations.For("us-1", "7"), 100, default)));
        var many = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => stores[i % 2].AddAsync(Integrations.For("us-2"), 10, default)));

        Assert.Single(same, AddOutcome.Added);
        Assert.Equal(10, many.Count(outcome => outcome == AddOutcome.Added));
        Assert.Equal(30, many.Count(outcome => outcome == AddOutcome.LimitReached));
    }

    [Fact]
    public async Task The_Database_Itself_Refuses_The_Same_Account_Twice()
        => await Assert.ThrowsAsync<Npgsql.PostgresException>(async () =>
        {
            await _one.Store.AddAsync(Integrations.For("us-1"), 100, default);
            await PostgresServer.ExecuteAsync(_database, "create temp table copy as select * from integrations; update copy set id = gen_random_uuid(); insert into integrations select * from copy");
        });

    [Fact]
    public async Task The_Store_Survives_A_Restart_Of_The_Server_With_No_Wrong_Answer()
    {
        var added = new List<ScmIntegration>();
        await AddAsync(_one.Store, added, 5);
        await server.StopAsync();
        try
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _one.Store.ProbeAsync(default));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => _one.Store.AddAsync(Integrations.For("us-1"), 100, default));
            await EventuallyAsync(async () => await IsUnavailableAsync(async () => await _other.Store.ListAsync("us-1", default)), unavailable => unavailable);
        }
        finally
        {
            await server.StartAsync();
        }

        await EventuallyAsync(async () => await IsUnavailableAsync(() => _one.Store.ProbeAsync(default)), unavailable => !unavailable);
        await AddAsync(_other.Store, added, 5);
        foreach (var store in new[] { _one.Store, _other.Store })
        {
            Assert.Equal(added, await EventuallyAsync(async () => await store.ListAsync("us-1", default), list => list.Count == added.Count));
        }
    }

    [Fact]
    public async Task Dropped_Connections_Under_Load_Lose_And_Repeat_Nothing()
    {
        var acknowledged = new List<ScmIntegration>();
        var refused = new List<Guid>();
        using var done = new CancellationTokenSource();
        var dropping = DropConnectionsAsync(done.Token);

        for (var i = 0; i < 200; i++)
        {
            var integration = Integrations.For("us-1") with { CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(i) };
            try
            {
                Assert.Equal(AddOutcome.Added, await (i % 2 == 0 ? _one : _other).Store.AddAsync(integration, 1000, default));
                acknowledged.Add(integration);
            }
            catch (StoreUnavailableException)
            {
                refused.Add(integration.Id);
            }
        }

        await done.CancelAsync();
        await dropping;
        await EventuallyAsync(async () => await IsUnavailableAsync(() => _one.Store.ProbeAsync(default)), unavailable => !unavailable);
        var stored = await _one.Backend.ListAsync("us-1", default);
        Assert.NotEmpty(acknowledged);
        Assert.Equal(acknowledged.Select(one => one.Id), stored.Select(one => one.Id).Except(refused));
    }

    [Fact]
    public async Task While_It_Cannot_Hear_A_Gateway_Answers_From_The_Database()
    {
        var integration = Integrations.For("us-1");
        await _one.Store.AddAsync(integration, 100, default);
        await EventuallyAsync(async () => await _other.Store.ListAsync("us-1", default), list => list.Count == 1);

        await PostgresServer.DropConnectionsAsync(_database);
        Assert.True(await EventuallyAsync(async () => await RemoveOrNotYetAsync(integration), removed => removed));

        await EventuallyAsync(async () => await ListOrNothingAsync(_other.Store), list => list is { Count: 0 });
    }

    [Fact]
    public async Task A_Database_Of_A_Newer_Gateway_Stops_The_Start()
    {
        await PostgresServer.ExecuteAsync(_database, "insert into schemaversions (scriptname, applied) values ('Gateway.Storage.Postgres.Migrations.9999_future.sql', now())");
        await using var third = CreateHost(_one.KeyFolder);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(third.StartAsync);

        Assert.Contains("newer gateway", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Server_That_Is_Not_There_Stops_The_Start_And_Its_Password_Is_Not_Shown()
    {
        await using var lost = new StoreHost(Settings.For("Host=127.0.0.1;Port=1;Username=gateway;Password=hidden-canary;Database=nowhere"));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(lost.StartAsync);

        Assert.Contains("127.0.0.1:1/nowhere", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-canary", refusal + lost.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_Table_Shows_A_Token()
    {
        var integration = Integrations.For("us-1");
        await _one.Store.AddAsync(integration, 100, default);

        Assert.Equal(0, await PostgresServer.ExecuteAsync(
            _database, $"select count(*) from integrations where integrations::text like '%{integration.AccessToken!.Reveal()}%'"));
        Assert.Equal(1, await PostgresServer.ExecuteAsync(_database, "select count(*) from integrations where access_token like 'v1.%'"));
    }

    private StoreHost CreateHost(string? keyFolder = null)
    {
        var settings = Settings.For(_database);
        if (keyFolder is not null)
        {
            settings["Gateway:Keys:Directory"] = keyFolder;
        }

        return new StoreHost(settings);
    }

    private static async Task AddAsync(IScmIntegrationStore store, List<ScmIntegration> added, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var integration = Integrations.For("us-1") with { CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(added.Count) };
            Assert.Equal(AddOutcome.Added, await store.AddAsync(integration, 100, default));
            added.Add(integration);
        }
    }

    private async Task DropConnectionsAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await PostgresServer.DropConnectionsAsync(_database);
            await Task.Delay(30, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> RemoveOrNotYetAsync(ScmIntegration integration)
    {
        try
        {
            return await _one.Store.RemoveAsync(integration.OwnerId, integration.Id, default);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<ScmIntegration>?> ListOrNothingAsync(IScmIntegrationStore store)
    {
        try
        {
            return await store.ListAsync("us-1", default);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static async Task<bool> IsUnavailableAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return false;
        }
        catch (StoreUnavailableException)
        {
            return true;
        }
    }

    // Another gateway hears of a change when the server has told it: soon, and not at once.
    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask, Func<T, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask();
            if (isIt(answer))
            {
                return answer;
            }

            await Task.Delay(10, patience.Token);
        }
    }
}
