using Gateway.ScmIntegrations;
using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Maintenance;
using LiteDB;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>One opened engine, and what is changed through it.</summary>
public sealed class LiteDbSessionTests : IDisposable
{
    private readonly JournaledFile _file;
    private readonly LiteDbSession _session;

    public LiteDbSessionTests()
    {
        var files = new FaultyFiles();
        _file = new JournaledFile(files.OpenData(), files.OpenJournal());
        _file.Load();
        _session = new LiteDbSession(_file);
    }

    public void Dispose()
    {
        _session.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void A_Change_That_Fails_Half_Way_Leaves_Nothing()
    {
        var integration = Integrations.For("us-1");

        Assert.Throws<InvalidOperationException>(() => _session.Change(session =>
        {
            session.Insert(integration);
            throw new InvalidOperationException("half way");
        }));

        Assert.Null(_session.ReadById(integration.Id));
        _session.Change(session => session.Insert(integration));
        Assert.NotNull(_session.ReadById(integration.Id));
    }

    // The hash of an owner's id narrows down; that it is the owner is asked of the id.
    [Fact]
    public void Another_Owner_With_The_Same_Hash_Is_Another_Owner()
    {
        var mine = Integrations.For("us-1");
        var document = IntegrationDocument.Write(Integrations.For("us-2"));
        document[Schema.OwnerKey] = OwnerHash.Of("us-1");
        _session.Change(session =>
        {
            session.Insert(mine);
            session.Insert(Schema.Integrations, document);
        });

        Assert.Equal(mine.Id, Assert.Single(_session.ReadOwned("us-1"))[Schema.Id].AsGuid);
    }

    // It is data, as an index: another value would lose what is stored.
    [Theory]
    [InlineData("us-1", -6232604468166981352)]
    [InlineData("", 1449310910991872227)]
    public void The_Hash_Of_An_Owner_Is_The_Beginning_Of_Its_Digest(string ownerId, long hash) => Assert.Equal(hash, OwnerHash.Of(ownerId));

    [Fact]
    public void Adopting_Says_Whether_It_Was_The_First_Time()
    {
        _session.Change(session => Assert.True(IntegrationChanges.Adopt(session, "us-1", [Integrations.For("us-1")])));
        _session.Change(session => Assert.False(IntegrationChanges.Adopt(session, "us-1", [Integrations.For("us-1")])));

        Assert.Single(_session.ReadOwned("us-1"));
    }

    [Fact]
    public void What_Is_Imported_Is_All_There()
    {
        var integration = Integrations.For("us-1");
        var content = new StoreContent { Integrations = [integration], AdoptedOwners = ["us-1", "us-2"], Keys = [new("key", 7)] };
        _session.Change(session => Assert.True(MaintenanceChanges.Import(session, content)));

        Assert.NotNull(_session.ReadById(integration.Id));
        Assert.True(OwnerDocument.Exists(_session, "us-1") && OwnerDocument.Exists(_session, "us-2"));
        Assert.False(OwnerDocument.Exists(_session, "us-3"));
        Assert.Equal([new("key", 7)], KeyDocument.ReadAll(_session));

        _session.Change(session => Assert.True(MaintenanceChanges.ForgetKeys(session, ["key", "other"])));
        Assert.Empty(KeyDocument.ReadAll(_session));
    }

    [Fact]
    public void Sealing_Anew_Replaces_What_Is_Still_Sealed_As_It_Was()
    {
        var before = Integrations.For("us-1") with { RefreshToken = new Secret("old") };
        _session.Change(session => session.Insert(before));
        var (access, refresh) = (new Secret("new access"), new Secret("new refresh"));

        _session.Change(session =>
        {
            Assert.False(Replace(session, before with { AccessToken = new Secret("changed meanwhile") }));
            Assert.False(Replace(session, before with { RefreshToken = null }));
            Assert.False(Replace(session, before with { Id = Guid.NewGuid() }));
            Assert.True(Replace(session, before));
            Assert.False(Replace(session, before));
        });

        Assert.True(IntegrationDocument.TryRead(_session.ReadById(before.Id)!, out var after));
        Assert.Equal(before with { AccessToken = access, RefreshToken = refresh }, after);

        bool Replace(LiteDbSession session, ScmIntegration from) => MaintenanceChanges.ReplaceSealed(session, new(from, access, refresh));
    }

    [Theory]
    [InlineData("Url", "no address")]
    [InlineData("Type", "No Type")]
    [InlineData("Uid", 7)]
    [InlineData("CreatedAt", null)]
    [InlineData("Status", "good")]
    [InlineData("Scopes", "user")]
    public void A_Document_That_Is_Whole_And_Says_Something_Impossible_Counts_As_Damaged(string field, object? value)
    {
        var document = IntegrationDocument.Write(Integrations.For("us-1"));
        document[field] = new BsonValue(value);
        document["Sum"] = SumOf(document);

        Assert.False(IntegrationDocument.TryRead(document, out var integration));
        Assert.Null(integration);
    }

    // As it lies in stores: the first bytes of the digest of all the rest.
    private static long SumOf(BsonDocument document)
    {
        document.Remove("Sum");
        return BitConverter.ToInt64(System.Security.Cryptography.SHA256.HashData(BsonSerializer.Serialize(document)));
    }
}
