using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>Says that an owner's integrations were adopted.</summary>
internal static class OwnerDocument
{
    public static bool Exists(LiteDbSession session, string ownerId)
        => session.ReadById(Schema.Owners, IdOf(ownerId)) is { } document && LiteDbSession.IsOwnedBy(document, ownerId);

    public static void Write(LiteDbSession session, string ownerId)
        => session.Upsert(Schema.Owners, new BsonDocument { [Schema.Id] = IdOf(ownerId), [Schema.OwnerId] = ownerId });

    private static BsonValue IdOf(string ownerId) => SHA256.HashData(Encoding.UTF8.GetBytes(ownerId));
}
