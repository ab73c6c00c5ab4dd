using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>The locks that gateways hold in the database beside its tables. Any numbers will do that nobody else there uses.</summary>
internal static class AdvisoryLocks
{
    /// <summary>Held while the tables are brought up to date.</summary>
    public const long Migration = 0x6761746577617901;

    /// <summary>Shared by the gateways that run, so that maintenance can tell that there are none.</summary>
    public const long Use = 0x6761746577617902;

    public static async Task<bool> AskAsync(NpgsqlConnection connection, string text, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { Parameters = { new() { Value = id } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
