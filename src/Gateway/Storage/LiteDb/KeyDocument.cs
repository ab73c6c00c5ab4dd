using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>How often a key may have sealed.</summary>
internal static class KeyDocument
{
    private const string Seals = "Seals";

    public static List<KeyUse> ReadAll(LiteDbSession session)
        => [.. session.ReadPage(Schema.Keys, null, int.MaxValue).Select(document => new KeyUse(document[Schema.Id].AsString, document[Seals].AsInt64))];

    public static void Write(LiteDbSession session, KeyUse use)
        => session.Upsert(Schema.Keys, new BsonDocument { [Schema.Id] = use.KeyId, [Seals] = use.Seals });

    public static long Reserve(LiteDbSession session, string keyId, long seals)
    {
        var sum = seals + (session.ReadById(Schema.Keys, keyId)?[Seals].AsInt64 ?? 0);
        Write(session, new KeyUse(keyId, sum));
        return sum;
    }
}
