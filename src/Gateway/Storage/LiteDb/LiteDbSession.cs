using Gateway.ScmIntegrations;
using Gateway.Storage.LiteDb.Durability;
using LiteDB;
using LiteDB.Engine;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// One opened engine over the journaled file. The engine's own log lives in memory: its checkpoint moves a transaction into the file's changes,
/// and the file makes them durable. Not safe for several threads: the page cache of 5.0.20 is not either.
/// </summary>
internal sealed class LiteDbSession : IDisposable
{
    private readonly PageStream _stream;
    private readonly LiteEngine _engine;
    private readonly BsonExpression _ownerKeyIs = Schema.OwnerKeyIs();
    private readonly BsonExpression _idIs = Schema.IdIs();
    private readonly BsonExpression _idIsAfter = Schema.IdIsAfter();

    public LiteDbSession(JournaledFile file)
    {
        var isNew = file.Length == 0;
        _stream = new PageStream(file) { TakesChanges = isNew };
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = _stream,
            LogStream = new MemoryStream(),
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        });
        try
        {
            if (isNew)
            {
                Create();
            }
            else
            {
                RefuseOtherVersions();
            }
        }
        catch
        {
            _engine.Dispose();
            throw;
        }
    }

    /// <summary>Runs a change as one transaction, and moves it into the file's changes.</summary>
    public void Change(Action<LiteDbSession> change)
    {
        _engine.BeginTrans();
        try
        {
            change(this);

            // A commit of more than a thousand pages begins with its checkpoint by itself.
            _stream.TakesChanges = true;
            _engine.Commit();
        }
        catch
        {
            _stream.TakesChanges = false;

            // The engine would end an abandoned transaction in a finalizer, where its own assertions end the process.
            _engine.Rollback();
            throw;
        }

        _engine.Checkpoint();
        _stream.TakesChanges = false;
    }

    /// <summary>Every document of the owner, readable or not, in no order.</summary>
    public List<BsonDocument> ReadOwned(string ownerId)
    {
        _ownerKeyIs.Parameters["0"] = OwnerHash.Of(ownerId);
        var documents = ReadAll(Schema.Integrations, new Query { Where = { _ownerKeyIs } });
        documents.RemoveAll(document => !IsOwnedBy(document, ownerId));
        return documents;
    }

    public BsonDocument? ReadById(Guid id) => ReadById(Schema.Integrations, id);

    public BsonDocument? ReadById(string collection, BsonValue id)
    {
        _idIs.Parameters["0"] = id;
        return ReadAll(collection, new Query { Where = { _idIs }, Limit = 1 }).FirstOrDefault();
    }

    /// <summary>Documents in the order of their ids.</summary>
    public List<BsonDocument> ReadPage(string collection, BsonValue? after, int limit)
    {
        var query = Query.All(Query.Ascending);
        query.Limit = limit;
        if (after is not null)
        {
            _idIsAfter.Parameters["0"] = after;
            query.Where.Add(_idIsAfter);
        }

        return ReadAll(collection, query);
    }

    public void Insert(ScmIntegration integration) => Insert(Schema.Integrations, IntegrationDocument.Write(integration));

    public void Insert(string collection, BsonDocument document) => _engine.Insert(collection, [document], BsonAutoId.Guid);

    public void Update(ScmIntegration integration) => Update(Schema.Integrations, IntegrationDocument.Write(integration));

    public void Update(string collection, BsonDocument document) => _engine.Update(collection, [document]);

    public void Upsert(string collection, BsonDocument document) => _engine.Upsert(collection, [document], BsonAutoId.Guid);

    public void Delete(string collection, BsonValue id) => _engine.Delete(collection, [id]);

    public static bool IsOwnedBy(BsonDocument document, string ownerId)
        => document[Schema.OwnerId] is { IsString: true } owner && string.Equals(owner.AsString, ownerId, StringComparison.Ordinal);

    public void Dispose() => _engine.Dispose();

    private List<BsonDocument> ReadAll(string collection, Query query)
    {
        using var reader = _engine.Query(collection, query);
        var documents = new List<BsonDocument>();
        while (reader.Read())
        {
            documents.Add(reader.Current.AsDocument);
        }

        return documents;
    }

    private void Create()
    {
        _engine.Pragma(Pragmas.UTC_DATE, true);
        _engine.Pragma(Pragmas.TIMEOUT, 5);
        _engine.EnsureIndex(Schema.Integrations, Schema.OwnerKey, Schema.OwnerKeyField(), unique: false);
        Insert(Schema.Meta, new BsonDocument { [Schema.Id] = Schema.MetaVersion, ["Value"] = Schema.Version });
        _engine.Checkpoint();
        _stream.TakesChanges = false;
    }

    private void RefuseOtherVersions()
    {
        var version = ReadById(Schema.Meta, Schema.MetaVersion)?["Value"];
        if (version is not { IsInt32: true } || version.AsInt32 != Schema.Version)
        {
            throw new InvalidDataException(version is { IsInt32: true }
                ? $"It has version {version.AsInt32} of the layout, and this gateway knows version {Schema.Version}."
                : "It is a LiteDB file, but not one of a gateway's.");
        }
    }
}
