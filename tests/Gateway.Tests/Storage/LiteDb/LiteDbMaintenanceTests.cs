using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Maintenance;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>A store on the disk, read beside the gateway that has it open, and replaced by another.</summary>
public sealed class LiteDbMaintenanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MeterReader _meter = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StoreMetrics _metrics;
    private readonly Quarantine _quarantine;
    private readonly string _path;
    private readonly LiteDbMaintenance _maintenance;

    public LiteDbMaintenanceTests()
    {
        _metrics = new StoreMetrics(_meter.Factory);
        _quarantine = new Quarantine(_metrics, NullLogger<Quarantine>.Instance);
        _path = _folder["gateway.db"];
        _maintenance = new LiteDbMaintenance(_path, MakeStore, _quarantine, _time);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_Snapshot_Holds_What_Was_There_When_It_Was_Opened_And_Lets_The_Gateway_Go_On()
    {
        await using var store = await OpenAsync(_path);
        var before = Integrations.For("us-1");
        await store.ImportAsync(new StoreContent { Integrations = [before], AdoptedOwners = ["us-2", "us-3"], Keys = [new("key", 7)] }, default);

        await using (var snapshot = await _maintenance.OpenSnapshotAsync(default))
        {
            await store.AddAsync(Integrations.For("us-1"), 10, default);

            Assert.Equal([before], await snapshot.ReadIntegrationsAsync(default).ToListAsync());
            Assert.Equal(["us-2", "us-3"], await snapshot.ReadAdoptedOwnersAsync(default).Order().ToListAsync());
            Assert.Equal([new("key", 7)], await snapshot.ReadKeysAsync(default));
            Assert.Null(new DiskFiles(_path).TryHoldData());
        }

        using var held = new DiskFiles(_path).TryHoldData();
        Assert.NotNull(held);
    }

    [Fact]
    public async Task Reading_A_Snapshot_Ends_When_Nobody_Wants_It_Any_More()
    {
        await using var store = await OpenAsync(_path);
        await store.AddAsync(Integrations.For("us-1"), 10, default);
        await using var snapshot = await _maintenance.OpenSnapshotAsync(default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await snapshot.ReadIntegrationsAsync(new CancellationToken(canceled: true)).ToListAsync());
    }

    [Fact]
    public async Task What_Is_No_Store_Is_Told_And_Not_Pinned()
    {
        Assert.Equal(
            $"There is no store «{_path}».", (await Assert.ThrowsAsync<StoreUnavailableException>(() => _maintenance.OpenSnapshotAsync(default))).Message);
        await File.WriteAllTextAsync(_path, "rubbish");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => _maintenance.OpenSnapshotAsync(default));

        Assert.StartsWith($"The store «{_path}» cannot be read: ", refusal.Message, StringComparison.Ordinal);
        using var held = new DiskFiles(_path).TryHoldData();
        Assert.NotNull(held);
    }

    [Fact]
    public async Task A_Snapshot_Waits_While_The_Data_File_Is_Changed()
    {
        await (await OpenAsync(_path)).DisposeAsync();
        var held = new DiskFiles(_path).TryHoldData();
        var opening = _maintenance.OpenSnapshotAsync(default);
        Assert.False(opening.IsCompleted);

        held!.Dispose();
        await AdvanceUntilAsync(opening, most: 3);

        await (await opening).DisposeAsync();
    }

    [Fact]
    public async Task A_Snapshot_Waits_Half_A_Minute_And_No_Longer()
    {
        await (await OpenAsync(_path)).DisposeAsync();
        using var held = new DiskFiles(_path).TryHoldData();
        var opening = _maintenance.OpenSnapshotAsync(default);

        await AdvanceUntilAsync(opening, most: 600);

        Assert.Equal(
            $"The store «{_path}» is being changed all the time.", (await Assert.ThrowsAsync<StoreUnavailableException>(() => opening)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_Replaces_A_Store_Is_All_That_Is_There_Afterwards(bool isThere)
    {
        if (isThere)
        {
            await using var old = await OpenAsync(_path);
            await old.ImportAsync(new StoreContent { Keys = [new("old", 1)] }, default);
        }

        // What an earlier restore, which was interrupted, has left.
        await using (var left = await OpenAsync(_path + ".restoring"))
        {
            await left.AddAsync(Integrations.For("us-left"), 10, default);
        }

        var integration = Integrations.For("us-1");
        await _maintenance.ReplaceAllAsync(new[] { new StoreContent { Integrations = [integration] } }.ToAsyncEnumerable(), force: false, default);

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.restoring*"));
        await using var store = await OpenAsync(_path);
        Assert.Equal([integration], await store.ReadAllAsync(null, default).ToListAsync());
        Assert.Empty(await store.ReadKeysAsync(default));
    }

    [Fact]
    public async Task A_Store_That_Holds_Something_Is_Replaced_With_Force_Alone()
    {
        var there = Integrations.For("us-there");
        await using (var store = await OpenAsync(_path))
        {
            await store.AddAsync(there, 10, default);
        }

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => _maintenance.ReplaceAllAsync(AsyncEnumerable.Empty<StoreContent>(), force: false, default));
        Assert.Contains("--force", refusal.Message, StringComparison.Ordinal);
        await using (var store = await OpenAsync(_path))
        {
            Assert.Equal([there], await store.ReadAllAsync(null, default).ToListAsync());
        }

        await _maintenance.ReplaceAllAsync(AsyncEnumerable.Empty<StoreContent>(), force: true, default);
        await using var emptied = await OpenAsync(_path);
        Assert.True(await emptied.IsEmptyAsync(default));
    }

    [Fact]
    public async Task While_It_Is_Reserved_Nobody_Else_Has_It()
    {
        await using (await _maintenance.ReserveAsync(default))
        {
            await Assert.ThrowsAsync<StoreInUseException>(() => OpenAsync(_path));
        }

        await (await OpenAsync(_path)).DisposeAsync();
    }

    private async Task AdvanceUntilAsync(Task task, int most)
    {
        for (var times = 0; times < most; times++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(task, Task.Delay(1));
        }

        await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(5)));
        Assert.True(task.IsCompleted);
    }

    private async Task<LiteDbScmIntegrationStore> OpenAsync(string path)
    {
        var store = MakeStore(path);
        try
        {
            await store.OpenAsync(default);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }

        return store;
    }

    private LiteDbScmIntegrationStore MakeStore(string path)
        => new(new LiteDbDatabase(new DiskFiles(path), _metrics, _time, NullLogger<LiteDbDatabase>.Instance), _quarantine);
}
