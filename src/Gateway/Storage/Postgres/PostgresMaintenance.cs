using Gateway.Storage.Maintenance;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>Snapshots of the database, and its replacement in one transaction.</summary>
internal sealed class PostgresMaintenance(PostgresConnections connections, Migrator migrator, Quarantine quarantine) : IStoreMaintenance, IAsyncDisposable
{
    public string Name => connections.Name;

    public async Task<IStoreSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PostgresSnapshot.OpenAsync(connections, quarantine, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new StoreUnavailableException($"There is no store in the database {Name}.", exception);
        }
        catch (Exception exception) when (PostgresConnections.IsUnavailable(exception))
        {
            throw new StoreUnavailableException($"The store {Name} cannot be read: {exception.Message}", exception);
        }
    }

    public async Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connections.OpenAsync(cancellationToken);
            if (await AdvisoryLocks.AskAsync(connection, "select pg_try_advisory_lock($1)", AdvisoryLocks.Use, cancellationToken))
            {
                return new Reservation(connection);
            }

            await connection.DisposeAsync();
        }
        catch (Exception exception) when (PostgresConnections.IsUnavailable(exception))
        {
            throw new StoreUnavailableException($"The store {Name} cannot be read: {exception.Message}", exception);
        }

        throw new StoreInUseException($"The store {Name} is in use by a gateway. Stop all gateways over it first.");
    }

    public async Task ReplaceAllAsync(IAsyncEnumerable<StoreContent> contents, bool force, CancellationToken cancellationToken)
    {
        try
        {
            await using var reserved = await ReserveAsync(cancellationToken);
            await migrator.RunAsync(cancellationToken);
            await using var connection = await connections.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await RefuseUnlessEmptyAsync(connection, force, cancellationToken);
            await MaintenanceCommands.ClearAsync(connection, cancellationToken);
            await foreach (var content in contents.WithCancellation(cancellationToken))
            {
                await MaintenanceCommands.ImportAsync(connection, content, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresConnections.IsUnavailable(exception))
        {
            throw new StoreUnavailableException($"The store {Name} cannot be written: {exception.Message} Nothing was changed.", exception);
        }
    }

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task RefuseUnlessEmptyAsync(NpgsqlConnection connection, bool force, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from integrations)", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is true && !force)
        {
            throw new StoreUnavailableException($"The store {Name} holds integrations. Nothing was changed; to put the backup in their place, say --force.");
        }
    }

    private sealed class Reservation(NpgsqlConnection connection) : IAsyncDisposable
    {
        // Back in its pool the session goes on, and with it the lock. Where it cannot be told any more, both have gone.
        public async ValueTask DisposeAsync()
        {
            await ((Task)AdvisoryLocks.AskAsync(connection, "select pg_advisory_unlock($1)", AdvisoryLocks.Use, CancellationToken.None))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await connection.DisposeAsync();
        }
    }
}
