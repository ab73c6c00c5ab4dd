using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Gateway.ScmIntegrations;
using LiteDB;
using Providers.Abstractions;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// An integration as LiteDB keeps it, mapped by hand: the library's mapper trims texts and turns empty ones into null. Each document
/// carries a check sum, so that one that was damaged is noticed instead of served.
/// </summary>
internal static class IntegrationDocument
{
    private const string Type = "Type";
    private const string Url = "Url";
    private const string CreatedAt = "CreatedAt";
    private const string Uid = "Uid";
    private const string Username = "Username";
    private const string AvatarUrl = "AvatarUrl";
    private const string Email = "Email";
    private const string ProfileUrl = "ProfileUrl";
    private const string AccessToken = "AccessToken";
    private const string RefreshToken = "RefreshToken";
    private const string Status = "Status";
    private const string CheckedAt = "CheckedAt";
    private const string ExpiresAt = "ExpiresAt";
    private const string Scopes = "Scopes";
    private const string Revision = "Revision";
    private const string Sum = "Sum";

    public static BsonDocument Write(ScmIntegration integration)
    {
        var document = new BsonDocument
        {
            [Schema.Id] = integration.Id,
            [Schema.OwnerId] = integration.OwnerId,
            [Schema.OwnerKey] = OwnerHash.Of(integration.OwnerId),
            [Type] = integration.Type.Value,
            [Url] = integration.Instance.Url,
            [CreatedAt] = integration.CreatedAt.UtcDateTime,
            [Uid] = integration.Uid,
            [Username] = integration.Username,
            [AvatarUrl] = integration.AvatarUrl,
            [Email] = integration.Email,
            [ProfileUrl] = integration.ProfileUrl,
            [AccessToken] = integration.AccessToken?.Reveal(),
            [RefreshToken] = integration.RefreshToken?.Reveal(),
            [Status] = (int)integration.Status,
            [CheckedAt] = Write(integration.CheckedAt),
            [ExpiresAt] = Write(integration.ExpiresAt),
            [Scopes] = integration.Scopes is { } scopes ? new BsonArray(scopes.Select(scope => new BsonValue(scope))) : BsonValue.Null,
            [Revision] = integration.Revision,
        };
        document[Sum] = SumOf(document);
        return document;
    }

    /// <summary>False when the document is damaged.</summary>
    public static bool TryRead(BsonDocument document, [NotNullWhen(true)] out ScmIntegration? integration)
    {
        integration = null;
        try
        {
            if (document[Sum] is not { IsInt64: true } sum || sum.AsInt64 != SumOf(document))
            {
                return false;
            }

            integration = Read(document);
            return true;
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or NullReferenceException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Those that are whole; the others are reported.</summary>
    public static IEnumerable<ScmIntegration> ReadAll(IEnumerable<BsonDocument> documents, Quarantine quarantine)
    {
        foreach (var document in documents)
        {
            if (TryRead(document, out var integration))
            {
                yield return integration;
            }
            else
            {
                quarantine.Report(document[Schema.Id].RawValue as Guid?, QuarantineReason.Damaged);
            }
        }
    }

    private static ScmIntegration Read(BsonDocument document) => new()
    {
        Id = document[Schema.Id].AsGuid,
        OwnerId = document[Schema.OwnerId].AsString,
        Type = ScmType.Parse(document[Type].AsString),
        Instance = ScmInstance.Parse(document[Url].AsString),
        CreatedAt = ReadTime(document[CreatedAt]) ?? throw new FormatException("An integration has a time of creation."),
        Uid = document[Uid].AsString,
        Username = document[Username].AsString,
        AvatarUrl = document[AvatarUrl].AsString,
        Email = document[Email].AsString,
        ProfileUrl = document[ProfileUrl].AsString,
        AccessToken = ReadSecret(document[AccessToken]),
        RefreshToken = ReadSecret(document[RefreshToken]),
        Status = (IntegrationStatus)document[Status].AsInt32,
        CheckedAt = ReadTime(document[CheckedAt]),
        ExpiresAt = ReadTime(document[ExpiresAt]),
        Scopes = document[Scopes].IsNull ? null : [.. document[Scopes].AsArray.Select(scope => scope.AsString)],
        Revision = document[Revision].AsInt64,
    };

    private static BsonValue Write(DateTimeOffset? time) => time is { } given ? new BsonValue(given.UtcDateTime) : BsonValue.Null;

    private static DateTimeOffset? ReadTime(BsonValue value) => value.IsNull ? null : new DateTimeOffset(value.AsDateTime.ToUniversalTime());

    private static Secret? ReadSecret(BsonValue value) => value.IsNull ? null : new Secret(value.AsString);

    private static long SumOf(BsonDocument document)
    {
        var content = new BsonDocument();
        document.CopyTo(content);
        content.Remove(Sum);
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(BsonSerializer.Serialize(content)));
    }
}
