using Npgsql;

namespace Gateway.Storage.Postgres;

internal static class KeyCommands
{
    public static async Task<IReadOnlyList<KeyUse>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, seals from protection_keys order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var uses = new List<KeyUse>();
        while (await reader.ReadAsync(cancellationToken))
        {
            uses.Add(new KeyUse(reader.GetString(0), reader.GetInt64(1)));
        }

        return uses;
    }

    /// <summary>Done twice it notes too many, which does no harm.</summary>
    public static async Task<long> ReserveAsync(NpgsqlConnection connection, string keyId, long seals, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into protection_keys as noted (id, seals) values ($1, $2) on conflict (id) do update set seals = noted.seals + excluded.seals returning seals",
            connection)
        {
            Parameters = { new() { Value = keyId }, new() { Value = seals } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
