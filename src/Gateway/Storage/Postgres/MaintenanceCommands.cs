using Gateway.Storage.Maintenance;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Storage.Postgres;

/// <summary>What maintenance does to the tables.</summary>
internal static class MaintenanceCommands
{
    private const string Import =
        $"""
        insert into integrations ({IntegrationRow.Columns}, account_key) values ({IntegrationRow.Values})
        on conflict (id) do update set (owner_id, type, url, created_at, uid, username, avatar_url, email, profile_url, access_token, refresh_token,
            status, checked_at, expires_at, scopes, revision, account_key) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """;

    private const string ReplaceSealed =
        """
        update integrations set access_token = $3, refresh_token = $5
        where id = $1 and access_token is not distinct from $2 and refresh_token is not distinct from $4
        """;

    public static async Task ClearAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from integrations; delete from adoptions; delete from protection_keys", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task ImportAsync(NpgsqlConnection connection, StoreContent content, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var integration in content.Integrations)
        {
            var command = new NpgsqlBatchCommand(Import);
            IntegrationRow.AddValues(command.Parameters, integration);
            batch.BatchCommands.Add(command);
        }

        foreach (var ownerId in content.AdoptedOwners)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into adoptions (owner_key, owner_id) values ($1, $2) on conflict do nothing")
            {
                Parameters = { new() { Value = AccountKey.OfOwner(ownerId) }, new() { Value = ownerId } },
            });
        }

        foreach (var use in content.Keys)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into protection_keys (id, seals) values ($1, $2) on conflict (id) do update set seals = $2")
            {
                Parameters = { new() { Value = use.KeyId }, new() { Value = use.Seals } },
            });
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task<int> ReplaceSealedAsync(NpgsqlConnection connection, IReadOnlyList<SealedChange> changes, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var change in changes)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ReplaceSealed)
            {
                Parameters =
                {
                    new() { Value = change.Before.Id },
                    Text(change.Before.AccessToken),
                    Text(change.AccessToken),
                    Text(change.Before.RefreshToken),
                    Text(change.RefreshToken),
                },
            });
        }

        return changes.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task ForgetKeysAsync(NpgsqlConnection connection, IReadOnlyList<string> keyIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from protection_keys where id = any($1)", connection)
        {
            Parameters = { new() { Value = keyIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Text(Secret? secret) => new() { Value = secret?.Reveal() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
