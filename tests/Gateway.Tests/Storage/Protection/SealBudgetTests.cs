using Gateway.Storage;
using Gateway.Storage.Protection;

namespace Gateway.Tests.Storage.Protection;

/// <summary>No key seals more often than it may, and few seals are written down one by one.</summary>
public sealed class SealBudgetTests : IDisposable
{
    private const int Block = 65_536;

    private readonly Ledger _ledger = new();
    private readonly SealBudget _budget;

    public SealBudgetTests() => _budget = new SealBudget(_ledger);

    public void Dispose() => _budget.Dispose();

    [Fact]
    public async Task What_Was_Noted_Is_Spent_Before_More_Is()
    {
        for (var i = 0; i < Block; i++)
        {
            Assert.True(await _budget.TrySpendAsync("a", default));
        }

        Assert.Equal(["a 65536"], _ledger.Reserved);
        Assert.True(await _budget.TrySpendAsync("a", default));
        Assert.Equal(["a 65536", "a 65536"], _ledger.Reserved);
    }

    [Fact]
    public async Task Another_Key_Has_A_Block_Of_Its_Own()
    {
        await _budget.TrySpendAsync("a", default);
        await _budget.TrySpendAsync("b", default);
        await _budget.TrySpendAsync("b", default);

        Assert.Equal(["a 65536", "b 65536"], _ledger.Reserved);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_Key_That_Has_Sealed_Enough_Says_So(long beyond, bool may)
    {
        _ledger.Seals = SealBudget.MaxSeals - Block + beyond;

        Assert.Equal(may, await _budget.TrySpendAsync("a", default));
    }

    [Fact]
    public async Task Of_Many_At_Once_One_Notes()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => Assert.True(await _budget.TrySpendAsync("a", default)))));

        Assert.Single(_ledger.Reserved);
    }

    [Fact]
    public async Task A_Ledger_That_Is_Away_Is_Asked_Again()
    {
        _ledger.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _budget.TrySpendAsync("a", default));

        _ledger.IsAway = false;
        Assert.True(await _budget.TrySpendAsync("a", default));
    }

    private sealed class Ledger : IKeyLedger
    {
        public List<string> Reserved { get; } = [];

        public long Seals { get; set; }

        public bool IsAway { get; set; }

        public Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<long> ReserveSealsAsync(string keyId, long seals, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (IsAway)
            {
                throw new StoreUnavailableException("The ledger was told to be away.");
            }

            Reserved.Add($"{keyId} {seals}");
            return Seals += seals;
        }
    }
}
