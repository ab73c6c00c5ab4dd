using System.Diagnostics.CodeAnalysis;
using Gateway.ScmIntegrations;
using Npgsql;
using NpgsqlTypes;
using Providers.Abstractions;

namespace Gateway.Storage.Postgres;

/// <summary>An integration as a row, in the order of <see cref="Columns"/>.</summary>
internal static class IntegrationRow
{
    public const string Columns =
        "id, owner_id, type, url, created_at, uid, username, avatar_url, email, profile_url, access_token, refresh_token, status, checked_at, expires_at, scopes, revision";

    /// <summary>The values of <see cref="Columns"/>, and the account's key at the end.</summary>
    public const string Values = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18";

    public static void AddValues(NpgsqlParameterCollection parameters, ScmIntegration integration)
    {
        parameters.Add(new() { Value = integration.Id });
        parameters.Add(new() { Value = integration.OwnerId });
        parameters.Add(new() { Value = integration.Type.Value });
        parameters.Add(new() { Value = integration.Instance.Url });
        parameters.Add(Time(integration.CreatedAt));
        parameters.Add(new() { Value = integration.Uid });
        parameters.Add(new() { Value = integration.Username });
        parameters.Add(new() { Value = integration.AvatarUrl });
        parameters.Add(new() { Value = integration.Email });
        parameters.Add(new() { Value = integration.ProfileUrl });
        parameters.Add(Text(integration.AccessToken?.Reveal()));
        parameters.Add(Text(integration.RefreshToken?.Reveal()));
        parameters.Add(new() { Value = (short)integration.Status });
        parameters.Add(Time(integration.CheckedAt));
        parameters.Add(Time(integration.ExpiresAt));
        parameters.Add(new() { Value = integration.Scopes?.ToArray() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        parameters.Add(new() { Value = integration.Revision });
        parameters.Add(new() { Value = AccountKey.Of(integration) });
    }

    /// <summary>False when the row holds what no gateway writes.</summary>
    public static bool TryRead(NpgsqlDataReader reader, [NotNullWhen(true)] out ScmIntegration? integration)
    {
        integration = null;
        if (!ScmType.TryParse(reader.GetString(2), out var type)
            || !ScmInstance.TryParse(reader.GetString(3), out var instance)
            || !Enum.IsDefined((IntegrationStatus)reader.GetInt16(12)))
        {
            return false;
        }

        integration = new ScmIntegration
        {
            Id = reader.GetGuid(0),
            OwnerId = reader.GetString(1),
            Type = type,
            Instance = instance,
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(4),
            Uid = reader.GetString(5),
            Username = reader.GetString(6),
            AvatarUrl = reader.GetString(7),
            Email = reader.GetString(8),
            ProfileUrl = reader.GetString(9),
            AccessToken = reader.IsDBNull(10) ? null : new Secret(reader.GetString(10)),
            RefreshToken = reader.IsDBNull(11) ? null : new Secret(reader.GetString(11)),
            Status = (IntegrationStatus)reader.GetInt16(12),
            CheckedAt = reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13),
            ExpiresAt = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateTimeOffset>(14),
            Scopes = reader.IsDBNull(15) ? null : reader.GetFieldValue<string[]>(15),
            Revision = reader.GetInt64(16),
        };
        return true;
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = text ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Time(DateTimeOffset? time) => new()
    {
        Value = time is { } given ? DateTimeOffset.FromUnixTimeMilliseconds(given.ToUnixTimeMilliseconds()) : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };
}
