using Gateway.Storage;
using Gateway.Storage.Postgres;
using Npgsql;

namespace Storage.PostgresTests;

/// <summary>What is set for a connection, and what is tried again.</summary>
[Collection(WithPostgres.Name)]
public sealed class PostgresConnectionsTests(PostgresServer server)
{
    private int _tries;

    [Fact]
    public async Task What_The_Operator_Leaves_Open_Is_Set()
    {
        await using var connections = new PostgresConnections("Host=db.example.com;Database=links;Password=canary");

        var settings = new NpgsqlConnectionStringBuilder(connections.ConnectionString);
        Assert.Equal((5, 10, 10, "gateway"), (settings.Timeout, settings.CommandTimeout, settings.KeepAlive, settings.ApplicationName));
        Assert.Equal("db.example.com:5432/links", connections.Name);
    }

    [Theory]
    [InlineData("Timeout=1;Command Timeout=2;Keepalive=3;Application Name=mine")]
    [InlineData("timeout=1;CommandTimeout=2;KeepAlive=3;ApplicationName=mine")]
    public async Task What_The_Operator_Has_Set_Stays(string given)
    {
        await using var connections = new PostgresConnections($"Host=db.example.com;{given}");

        var settings = new NpgsqlConnectionStringBuilder(connections.ConnectionString);
        Assert.Equal((1, 2, 3, "mine"), (settings.Timeout, settings.CommandTimeout, settings.KeepAlive, settings.ApplicationName));
    }

    [Fact]
    public async Task Work_Whose_Connection_Broke_Is_Done_Once_More()
    {
        Assert.Equal(2, await DoAsync(failures: 1, transient: true));
        Assert.Equal(2, _tries);
    }

    [Fact]
    public async Task Work_That_Fails_Twice_Is_Given_Up()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DoAsync(failures: 2, transient: true));
        Assert.Equal(2, _tries);
    }

    [Fact]
    public async Task What_Would_Fail_Again_Is_Not_Tried_Again()
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(() => DoAsync(failures: 1, transient: false));
        Assert.Equal(1, _tries);
    }

    [Fact]
    public async Task For_Somebody_Who_Has_Gone_Nothing_Is_Tried_Again()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => DoAsync(failures: 1, transient: true, cancellation));
        Assert.Equal(1, _tries);
    }

    private async Task<int> DoAsync(int failures, bool transient, CancellationTokenSource? cancellation = null)
    {
        await using var connections = new PostgresConnections(await server.CreateDatabaseAsync());
        return await connections.UseAsync(
            (_, _) =>
            {
                cancellation?.Cancel();
                return ++_tries > failures
                    ? Task.FromResult(_tries)
                    : throw new NpgsqlException("It broke.", transient ? new IOException() : new FormatException());
            },
            cancellation?.Token ?? default);
    }
}
