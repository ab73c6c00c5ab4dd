using Gateway.Storage;
using Gateway.Storage.LiteDb;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>Changes that are made together.</summary>
public sealed class WriteBatchTests
{
    private readonly WriteOperation<int> _one = new("us-1", _ => 1);
    private readonly WriteOperation<int> _two = new("us-2", _ => 2);
    private readonly WriteBatch _batch;

    public WriteBatchTests() => _batch = new WriteBatch([_one, _two]);

    [Theory]
    [InlineData(null, true)]
    [InlineData("us-1", true)]
    [InlineData("us-2", true)]
    [InlineData("US-1", false)]
    [InlineData("us-3", false)]
    public void It_Concerns_The_Owners_Of_Its_Changes(string? ownerId, bool isTouched) => Assert.Equal(isTouched, _batch.Touches(ownerId));

    [Fact]
    public async Task Who_Has_Seen_It_Is_Told_That_It_Happened()
    {
        Assert.False(_batch.Settled.IsCompleted);
        _one.Apply(null!);
        _batch.Complete();

        Assert.True(await _batch.Settled);
        Assert.Equal(1, await _one.WaitAsync(default));
    }

    [Fact]
    public async Task Who_Has_Seen_It_Is_Told_That_It_Did_Not_Happen()
    {
        var reason = new StoreUnavailableException("no room");
        _batch.Fail(reason);

        Assert.False(await _batch.Settled.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Same(reason, await Assert.ThrowsAsync<StoreUnavailableException>(() => _two.WaitAsync(default)));
    }

    [Fact]
    public async Task A_Change_Is_Begun_Once_And_Not_When_Nobody_Wants_It_Any_More()
    {
        Assert.True(_one.TryStart());
        Assert.False(_one.TryStart());

        using var cancellation = new CancellationTokenSource();
        var waiting = _two.WaitAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.False(_two.TryStart());
    }
}
