using Gateway.Storage.Caching;
using Gateway.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Storage.PostgresTests;

/// <summary>When a gateway may answer from memory, and what it forgets of it; with a clock that stands.</summary>
[Collection(WithPostgres.Name)]
public sealed class ChangeListenerTests(PostgresServer server) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();
    private ILoggerFactory _loggers = null!;
    private string _database = null!;
    private OwnerCache _cache = null!;
    private PostgresConnections _connections = null!;
    private ChangeListener _listener = null!;

    public async Task InitializeAsync()
    {
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        _database = await server.CreateDatabaseAsync();
        _cache = new OwnerCache(10, _time);
        _connections = new PostgresConnections(_database);
        _listener = new ChangeListener(_connections, _cache, _time, _loggers.CreateLogger<ChangeListener>());
    }

    public async Task DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _connections.DisposeAsync();
    }

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Nothing_Is_Answered_From_Memory_Before_It_Hears()
    {
        await using var nowhere = new PostgresConnections("Host=127.0.0.1;Port=1");
        await using var listener = new ChangeListener(nowhere, _cache, _time, _loggers.CreateLogger<ChangeListener>());
        Assert.False(_cache.IsSuspended);

        listener.Start();

        Assert.True(_cache.IsSuspended);
    }

    [Fact]
    public async Task Memory_Is_Believed_For_A_Lease_That_Each_Pulse_Extends()
    {
        await StartAsync();

        for (var pulse = 0; pulse < 2; pulse++)
        {
            _time.Advance(Lease);
            await UntilAsync(() => !_cache.IsSuspended);
        }

        Assert.Equal(1, TimesHeard());
    }

    [Fact]
    public async Task Deaf_It_Believes_Nothing_And_Listens_Again_After_A_Pause()
    {
        await StartAsync();

        await PostgresServer.DropConnectionsAsync(_database);
        await UntilAsync(() => _cache.IsSuspended);
        await Task.Delay(200);
        Assert.True(_cache.IsSuspended);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        await UntilAsync(() => !_cache.IsSuspended);
        Assert.Equal(2, TimesHeard());
        Assert.Contains("Warning Gateway.Storage.Postgres.ChangeListener Changes made by other gateways cannot be heard", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_Is_Named_Is_Forgotten_And_When_Nobody_Is_Everybody()
    {
        await StartAsync();
        Array.ForEach(["us-1", "us-2"], Fill);

        await PostgresServer.ExecuteAsync(_database, "select pg_notify('gateway_owner_changed', 'us-1')");
        await UntilAsync(() => !IsFilled("us-1"));
        Assert.True(IsFilled("us-2"));

        Fill("us-1");
        await PostgresServer.ExecuteAsync(_database, "select pg_notify('gateway_owner_changed', '')");
        await UntilAsync(() => !IsFilled("us-1") && !IsFilled("us-2"));
    }

    [Fact]
    public async Task While_It_Listens_Maintenance_Can_Tell()
    {
        await StartAsync();

        Assert.Equal(1, await PostgresServer.CountLocksAsync(_database, AdvisoryLocks.Use));
    }

    private Task StartAsync()
    {
        _listener.Start();
        return UntilAsync(() => TimesHeard() == 1 && !_cache.IsSuspended);
    }

    private Task UntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() => Task.FromResult(condition()), Patience, () => _log.Text);

    private int TimesHeard() => _log.Text.Split('\n').Count(line => line.Contains("Changes made by other gateways are heard.", StringComparison.Ordinal));

    private void Fill(string ownerId)
    {
        var entry = _cache.Get(ownerId);
        entry.EndRead(entry.BeginRead(), []);
    }

    private bool IsFilled(string ownerId) => _cache.Find(ownerId)?.Integrations is not null;
}
