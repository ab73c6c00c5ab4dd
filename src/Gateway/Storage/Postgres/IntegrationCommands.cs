using Gateway.ScmIntegrations;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>
/// The changes, each in one transaction. Each may be done again when its connection broke, and then finds what it did the first time: rows
/// have ids of their own, and sealed tokens are never twice the same.
/// </summary>
internal static class IntegrationCommands
{
    private const string LockOwner = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private const string Add =
        $"""
        with owned as (
            select count(*) as number, coalesce(bool_or(id = $1), false) as is_there, coalesce(bool_or(account_key = $18), false) as is_duplicate
            from integrations where owner_id = $2),
        added as (
            insert into integrations ({IntegrationRow.Columns}, account_key)
            select {IntegrationRow.Values} from owned where not is_there and not is_duplicate and number < $19
            on conflict do nothing returning 1)
        select is_there or exists (select from added), is_duplicate or number < $19 from owned
        """;

    private const string Update =
        """
        update integrations set username = $7, avatar_url = $8, email = $9, profile_url = $10, access_token = $11, refresh_token = $12,
            status = $13, checked_at = $14, expires_at = $15, scopes = $16, revision = $17 + 1, uid = $6, account_key = $18
        where id = $1 and owner_id = $2 and revision = $17
            and (account_key = $18
                or (uid = '' and type = $3 and url = $4 and not exists (select from integrations where account_key = $18)))
        returning $5::timestamptz
        """;

    private const string Insert = $"insert into integrations ({IntegrationRow.Columns}, account_key) values ({IntegrationRow.Values}) on conflict do nothing";

    public static async Task<AddOutcome> AddAsync(NpgsqlConnection connection, ScmIntegration integration, int limit, CancellationToken cancellationToken)
    {
        // One round trip, and one transaction; the second command sees all that was committed before it got the lock.
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { MakeLock(integration.OwnerId) } };
        var add = new NpgsqlBatchCommand(Add);
        IntegrationRow.AddValues(add.Parameters, integration);
        add.Parameters.Add(new() { Value = (long)limit });
        batch.BatchCommands.Add(add);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(0) ? AddOutcome.Added : reader.GetBoolean(1) ? AddOutcome.Duplicate : AddOutcome.LimitReached;
    }

    public static async Task<UpdateOutcome> UpdateAsync(NpgsqlConnection connection, ScmIntegration integration, CancellationToken cancellationToken)
    {
        await using (var command = new NpgsqlCommand(Update, connection))
        {
            IntegrationRow.AddValues(command.Parameters, integration);
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
            {
                return UpdateOutcome.Updated;
            }
        }

        await using var question = new NpgsqlCommand(
            "select revision = $3 + 1 and access_token = $4 from integrations where id = $1 and owner_id = $2", connection)
        {
            Parameters =
            {
                new() { Value = integration.Id },
                new() { Value = integration.OwnerId },
                new() { Value = integration.Revision },
                new() { Value = integration.AccessToken?.Reveal() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            },
        };
        return await question.ExecuteScalarAsync(cancellationToken) switch
        {
            null => UpdateOutcome.NotFound,
            true => UpdateOutcome.Updated,
            _ => UpdateOutcome.Changed,
        };
    }

    public static async Task<bool> RemoveAsync(NpgsqlConnection connection, string ownerId, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from integrations where id = $1 and owner_id = $2", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = ownerId } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Does nothing when it was done before.</summary>
    public static async Task AdoptAsync(
        NpgsqlConnection connection, string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { MakeLock(ownerId) } };
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into adoptions (owner_key, owner_id) values ($1, $2) on conflict do nothing returning 1")
        {
            Parameters = { new() { Value = AccountKey.OfOwner(ownerId) }, new() { Value = ownerId } },
        });
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return;
            }
        }

        foreach (var integration in integrations)
        {
            await using var insert = new NpgsqlCommand(Insert, connection, transaction);
            IntegrationRow.AddValues(insert.Parameters, integration);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand MakeLock(string ownerId) => new(LockOwner) { Parameters = { new() { Value = ownerId } } };
}
