using System.Runtime.CompilerServices;
using Gateway.ScmIntegrations;
using Gateway.Storage.Maintenance;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>One transaction that sees the database as it was when its first question was asked.</summary>
internal sealed class PostgresSnapshot : IStoreSnapshot
{
    private const string Begin = "begin isolation level repeatable read read only";

    private readonly NpgsqlConnection _connection;
    private readonly Quarantine _quarantine;

    private PostgresSnapshot(NpgsqlConnection connection, Quarantine quarantine)
    {
        _connection = connection;
        _quarantine = quarantine;
    }

    public static async Task<PostgresSnapshot> OpenAsync(PostgresConnections connections, Quarantine quarantine, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken);
        try
        {
            await using var begin = new NpgsqlCommand(Begin + "; select count(*) from schemaversions", connection);
            await begin.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresSnapshot(connection, quarantine);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async IAsyncEnumerable<ScmIntegration> ReadIntegrationsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {IntegrationRow.Columns} from integrations order by id", _connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (IntegrationRow.TryRead(reader, out var integration))
            {
                yield return integration;
            }
            else
            {
                _quarantine.Report(reader.GetGuid(0), QuarantineReason.Damaged);
            }
        }
    }

    public async IAsyncEnumerable<string> ReadAdoptedOwnersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select owner_id from adoptions order by owner_id", _connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return reader.GetString(0);
        }
    }

    public Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken) => KeyCommands.ReadAsync(_connection, cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
