using System.Net.Sockets;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>Runs a piece of work on a connection, and says in one way that the server cannot be had.</summary>
internal sealed class PostgresConnections : IAsyncDisposable
{
    private const int ConnectTimeoutSeconds = 5;
    private const int CommandTimeoutSeconds = 10;
    private const int KeepAliveSeconds = 10;

    private readonly NpgsqlDataSource _source;

    public PostgresConnections(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        SetUnlessGiven(builder, "Timeout", ConnectTimeoutSeconds);
        SetUnlessGiven(builder, "Command Timeout", CommandTimeoutSeconds);
        SetUnlessGiven(builder, "Keepalive", KeepAliveSeconds);
        SetUnlessGiven(builder, "Application Name", "gateway");
        Name = $"{builder.Host}:{builder.Port}/{builder.Database}";
        ConnectionString = builder.ConnectionString;
        _source = NpgsqlDataSource.Create(builder);
    }

    /// <summary>As an operator knows the database; no password.</summary>
    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>
    /// A connection that breaks may do so after the server has done what was asked. So the work is done once more on another one, and has to be
    /// such that it then says what came of the first time.
    /// </summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await UseOnceAsync(work, cancellationToken);
            }
            catch (NpgsqlException exception) when (exception.IsTransient && !cancellationToken.IsCancellationRequested)
            {
                return await UseOnceAsync(work, cancellationToken);
            }
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new StoreUnavailableException("The database cannot be reached now.", exception);
        }
    }

    /// <summary>As the other, for work that has nothing to say.</summary>
    public Task UseAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
        => UseAsync(
            async (connection, token) =>
            {
                await work(connection, token);
                return true;
            },
            cancellationToken);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public static bool IsUnavailable(Exception exception)
        => exception is NpgsqlException or TimeoutException or SocketException or IOException or ObjectDisposedException;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> UseOnceAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await work(connection, cancellationToken);
    }

    // Not ContainsKey, which is true for every key that there is.
    private static void SetUnlessGiven(NpgsqlConnectionStringBuilder builder, string key, object value)
    {
        if (!builder.ShouldSerialize(key))
        {
            builder[key] = value;
        }
    }
}
