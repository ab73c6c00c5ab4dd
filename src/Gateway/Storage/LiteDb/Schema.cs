using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>The names in the data file. They are data: a new name needs a new <see cref="Version"/>.</summary>
internal static class Schema
{
    public const int Version = 1;

    public const string Id = "_id";

    public const string Integrations = "integrations";
    public const string Owners = "owners";
    public const string Keys = "keys";
    public const string Meta = "meta";

    public const string MetaVersion = "version";

    /// <summary>An index on the owner's hash, because the length of LiteDB's index keys is limited and that of ids is not.</summary>
    public const string OwnerKey = "OwnerKey";

    public const string OwnerId = "OwnerId";

    public static BsonExpression OwnerKeyField() => Create("$.OwnerKey");

    public static BsonExpression OwnerKeyIs() => Create("$.OwnerKey = @0");

    public static BsonExpression IdIs() => Create("$._id = @0");

    public static BsonExpression IdIsAfter() => Create("$._id > @0");

    // The texts are constants; values come as parameters, which are never parsed.
    private static BsonExpression Create(string expression) => BsonExpression.Create(expression, new BsonDocument());
}
