using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The engine, which is replaced when it has failed.</summary>
public sealed class EngineRoomTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FaultyFiles _files = new();
    private readonly FakeTimeProvider _time = new();
    private readonly JournaledFile _file;
    private readonly MeterReader _meter = new();
    private readonly EngineRoom _room;

    public EngineRoomTests()
    {
        _file = new JournaledFile(_files.OpenData(), _files.OpenJournal());
        _file.Load();
        _room = new EngineRoom(_file, new StoreMetrics(_meter.Factory), _time, NullLogger.Instance);
        _room.Open();
    }

    public void Dispose()
    {
        _room.Dispose();
        _file.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task What_A_New_Store_Begins_With_Is_There_Before_The_First_Change()
    {
        Assert.False(_file.HasChanges);
        _room.Discard();

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Once_Closed_It_Says_So_And_Opens_Nothing()
    {
        _room.Dispose();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadAsync().WaitAsync(Patience));
        Assert.Equal("The store is closed.", refusal.Message);
    }

    [Fact]
    public async Task A_Reader_Of_What_Is_Not_On_The_Disk_Yet_Waits_For_It()
    {
        var operation = new WriteOperation<AddOutcome>("us-1", session => IntegrationChanges.Add(session, Integrations.For("us-1"), 10));
        var batch = new WriteBatch([operation]);
        _room.Apply(batch);

        var reading = ReadAsync();
        Assert.False(reading.IsCompleted);
        Assert.Empty(await _room.ReadAsync("us-2", session => session.ReadOwned("us-2"), default));

        _file.Commit();
        _room.Accept();
        batch.Complete();
        Assert.Single(await reading.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_Reader_Of_What_Does_Not_Get_To_The_Disk_Reads_Once_More()
    {
        var operation = new WriteOperation<AddOutcome>("us-1", session => IntegrationChanges.Add(session, Integrations.For("us-1"), 10));
        var batch = new WriteBatch([operation]);
        _room.Apply(batch);
        var reading = ReadAsync();

        _room.Discard();
        batch.Fail(new StoreUnavailableException("no room"));

        Assert.Empty(await reading.WaitAsync(Patience));
        Assert.False(_file.HasChanges);
    }

    [Fact]
    public async Task A_Batch_That_Cannot_Be_Made_Leaves_Nothing_And_Is_Waited_For_By_Nobody()
    {
        var made = new WriteOperation<AddOutcome>("us-1", session => IntegrationChanges.Add(session, Integrations.For("us-1"), 10));
        var broken = new WriteOperation<bool>("us-1", _ => throw new InvalidOperationException("cannot be made"));

        var failure = Assert.Throws<StoreUnavailableException>(() => _room.Apply(new WriteBatch([made, broken])));

        Assert.Equal("cannot be made", failure.InnerException!.Message);
        Assert.False(_file.HasChanges);
        Assert.Empty(await ReadAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task An_Engine_That_Cannot_Be_Opened_Is_Left_Alone_Longer_With_Each_Failure_In_A_Row()
    {
        _file.Fold();
        _file.Forget();
        await FailAsync();
        _files.Fault = _ => throw new IOException("Input/output error");
        Assert.Equal("The store cannot be read now.", (await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync)).Message);
        _files.Fault = null;

        Assert.Equal("The store is being reopened.", (await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync)).Message);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal("The store is being reopened.", (await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync)).Message);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task An_Engine_That_Was_Opened_Again_Is_Counted_And_Starts_Anew()
    {
        for (var times = 0; times < 3; times++)
        {
            await FailAsync();
            Assert.Empty(await ReadAsync());
        }

        _meter.Observe();
        Assert.Contains("gateway.store.reopened  3", _meter.Lines);
    }

    private async Task<List<LiteDB.BsonDocument>> ReadAsync() => await _room.ReadAsync("us-1", session => session.ReadOwned("us-1"), default);

    private async Task FailAsync()
    {
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await _room.ReadAsync<bool>("us-1", _ => throw new InvalidOperationException("broken"), default));
        Assert.Equal("broken", failure.InnerException!.Message);
    }
}
