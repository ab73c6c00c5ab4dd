using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Caching;
using Gateway.Tests.Operations;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage.Caching;

/// <summary>When the store below is asked, and when memory answers.</summary>
public sealed class CachingScmIntegrationStoreTests : IDisposable
{
    private const string Owner = "us-1";

    private readonly MeterReader _meter = new();
    private readonly RecordedStore _below = new();
    private readonly OwnerCache _cache = new(10, new FakeTimeProvider());
    private readonly CachingScmIntegrationStore _store;

    public CachingScmIntegrationStoreTests()
        => _store = new CachingScmIntegrationStore(_below, _cache, new StoreMetrics(_meter.Factory));

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task What_Was_Listed_Is_Answered_From_Memory()
    {
        var first = await _store.ListAsync(Owner, default);

        Assert.Same(first, await _store.ListAsync(Owner, default));
        Assert.Equal(_below.Integrations[1], await _store.FindAsync(Owner, _below.Integrations[1].Id, default));
        Assert.Null(await _store.FindAsync(Owner, Guid.NewGuid(), default));
        Assert.Equal(["list us-1"], _below.Asked);
        Assert.Equal(
            ["miss 1", "hit 1", "hit 1", "hit 1"], _meter.Lines.Select(line => line.Replace("gateway.store.cache.lookups result=", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_Is_Looked_For_Brings_The_Rest_Along()
    {
        Assert.Equal(_below.Integrations[0], await _store.FindAsync(Owner, _below.Integrations[0].Id, default));

        Assert.Equal(2, (await _store.ListAsync(Owner, default)).Count);
        Assert.Equal(["list us-1"], _below.Asked);
        Assert.Equal("gateway.store.cache.lookups result=miss 1", _meter.Lines.First());
    }

    [Theory]
    [InlineData("add", false)]
    [InlineData("update", false)]
    [InlineData("remove", false)]
    [InlineData("adopt", false)]
    [InlineData("add", true)]
    [InlineData("update", true)]
    [InlineData("remove", true)]
    [InlineData("adopt", true)]
    public async Task After_A_Change_And_One_That_Failed_The_Store_Is_Asked_Again_Once(string change, bool isAway)
    {
        await _store.ListAsync(Owner, default);
        await _store.ListAsync("us-2", default);
        _below.IsAway = isAway;

        await (isAway ? Assert.ThrowsAsync<StoreUnavailableException>(() => ChangeAsync(change)) : ChangeAsync(change));

        _below.IsAway = false;
        await _store.ListAsync(Owner, default);
        await _store.ListAsync(Owner, default);
        await _store.ListAsync("us-2", default);
        Assert.Equal(["list us-1", "list us-2", "list us-1"], _below.Asked);
    }

    [Fact]
    public async Task What_Was_Read_Beside_A_Change_Is_Answered_But_Not_Kept()
    {
        var waits = _below.Waits = new TaskCompletionSource();
        var reading = _store.ListAsync(Owner, default).AsTask();
        await ChangeAsync("update");
        waits.SetResult();
        Assert.Equal(2, (await reading).Count);

        await _store.ListAsync(Owner, default);
        Assert.Equal(["list us-1", "list us-1"], _below.Asked);
    }

    [Fact]
    public async Task Suspended_It_Keeps_Nothing()
    {
        await _store.ListAsync(Owner, default);
        _cache.Suspend();
        await _store.ListAsync(Owner, default);
        await _store.FindAsync(Owner, Guid.NewGuid(), default);

        _cache.Resume(TimeSpan.FromMinutes(1));
        await _store.ListAsync(Owner, default);
        await _store.ListAsync(Owner, default);
        Assert.Equal(Enumerable.Repeat("list us-1", 4), _below.Asked);
    }

    [Fact]
    public async Task That_An_Owner_Was_Adopted_Is_Remembered_And_That_It_Was_Not_Is_Not()
    {
        Assert.False(await _store.HasAdoptedAsync(Owner, default));
        Assert.False(await _store.HasAdoptedAsync(Owner, default));
        _below.HasAdopted = true;
        Assert.True(await _store.HasAdoptedAsync(Owner, default));
        Assert.True(await _store.HasAdoptedAsync(Owner, default));

        Assert.Equal(Enumerable.Repeat("adopted us-1", 3), _below.Asked);
    }

    [Fact]
    public async Task Who_Has_Just_Been_Adopted_Is_Not_Asked_About()
    {
        await _store.AdoptAsync(Owner, [], default);

        Assert.True(await _store.HasAdoptedAsync(Owner, default));
        Assert.Empty(_below.Asked);
    }

    [Fact]
    public async Task An_Adoption_That_Failed_Is_Not_Remembered()
    {
        _below.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ChangeAsync("adopt"));
        _below.IsAway = false;

        Assert.False(await _store.HasAdoptedAsync(Owner, default));
    }

    [Fact]
    public async Task What_Goes_Through_All_Owners_And_The_Probe_Are_Passed_On()
    {
        Assert.Equal(_below.Integrations, await _store.ReadAllAsync(null, default).ToListAsync());
        _below.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ProbeAsync(default));
    }

    private Task ChangeAsync(string change) => change switch
    {
        "add" => _store.AddAsync(_below.Integrations[0], 100, default),
        "update" => _store.UpdateAsync(_below.Integrations[0], default),
        "remove" => _store.RemoveAsync(Owner, _below.Integrations[0].Id, default),
        _ => _store.AdoptAsync(Owner, [], default),
    };

    private sealed class RecordedStore : FakeStore
    {
        public IReadOnlyList<ScmIntegration> Integrations { get; } = [Storage.Integrations.For(Owner), Storage.Integrations.For(Owner)];

        public List<string> Asked { get; } = [];

        public bool HasAdopted { get; set; }

        /// <summary>A list waits for this; null when it does not wait.</summary>
        public TaskCompletionSource? Waits { get; set; }

        public override async ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
        {
            Asked.Add($"list {ownerId}");
            await (Waits?.Task ?? Task.CompletedTask);
            Waits = null;
            return Integrations;
        }

        public override ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken)
        {
            Asked.Add($"adopted {ownerId}");
            return ValueTask.FromResult(HasAdopted);
        }

        public override IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken) => Integrations.ToAsyncEnumerable();
    }
}
