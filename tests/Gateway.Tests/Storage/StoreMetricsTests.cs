using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Tests.Operations;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Gateway.Tests.Storage;

/// <summary>What an operator sees of the store: each question with its outcome, and what is not served.</summary>
public sealed class StoreMetricsTests : IDisposable
{
    private readonly LogLines _log = new();
    private readonly AnsweringStore _below = new();
    private readonly MeterReader _meter = new();
    private readonly StoreMetrics _metrics;
    private readonly MeasuringScmIntegrationStore _store;

    public StoreMetricsTests()
    {
        _metrics = new StoreMetrics(_meter.Factory);
        _store = new MeasuringScmIntegrationStore(_below, _metrics);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("list", "", "ok")]
    [InlineData("find", "", "ok")]
    [InlineData("add", nameof(AddOutcome.Added), "ok")]
    [InlineData("add", nameof(AddOutcome.Duplicate), "duplicate")]
    [InlineData("add", nameof(AddOutcome.LimitReached), "limit_reached")]
    [InlineData("update", nameof(UpdateOutcome.Updated), "ok")]
    [InlineData("update", nameof(UpdateOutcome.NotFound), "not_found")]
    [InlineData("update", nameof(UpdateOutcome.Changed), "changed")]
    [InlineData("remove", "True", "ok")]
    [InlineData("remove", "False", "not_found")]
    [InlineData("adopt", "", "ok")]
    public async Task Each_Question_Is_Measured_Once_With_Its_Outcome(string operation, string answer, string outcome)
    {
        _below.Answer = answer;

        Assert.Equal(answer, await AskAsync(operation));

        Assert.Equal([$"gateway.store.operation.duration operation={operation} outcome={outcome}"], _meter.Lines);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("find")]
    [InlineData("add")]
    [InlineData("update")]
    [InlineData("remove")]
    [InlineData("adopt")]
    public async Task A_Store_That_Is_Away_Is_Measured_Too(string operation)
    {
        _below.Fails = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AskAsync(operation));

        Assert.Equal([$"gateway.store.operation.duration operation={operation} outcome=unavailable"], _meter.Lines);
    }

    [Fact]
    public async Task An_Answer_That_Takes_Its_Time_Is_Measured_When_It_Has_Come()
    {
        var waits = _below.Waits = new TaskCompletionSource();
        var listing = _store.ListAsync("us-1", default).AsTask();
        Assert.Empty(_meter.Lines);

        waits.SetResult();
        await listing;

        Assert.Equal(["gateway.store.operation.duration operation=list outcome=ok"], _meter.Lines);
    }

    [Fact]
    public async Task What_No_Caller_Waits_For_Is_Passed_On_Unmeasured()
    {
        Assert.True(await _store.HasAdoptedAsync("us-1", default));
        Assert.Empty(await _store.ReadAllAsync(null, default).ToListAsync());
        await _store.ProbeAsync(default);
        _below.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ProbeAsync(default));

        Assert.Empty(_meter.Lines);
    }

    [Fact]
    public void What_Is_In_Quarantine_Is_Counted_From_Nothing()
    {
        _meter.Observe();

        Assert.Equal(
            [
                "gateway.store.reopened  0",
                "gateway.store.quarantined reason=damaged 0",
                "gateway.store.quarantined reason=not_unsealed 0",
                "gateway.store.quarantined reason=key_missing 0",
            ],
            _meter.Lines);
    }

    [Fact]
    public void Each_Is_Counted_And_Told_Once_For_Each_Reason()
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var quarantine = new Quarantine(_metrics, loggers.CreateLogger<Quarantine>());
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var id in new[] { one, one, other })
        {
            quarantine.Report(id, QuarantineReason.Damaged);
            quarantine.Report(id, QuarantineReason.KeyMissing);
        }

        quarantine.Report(one, QuarantineReason.NotUnsealed);
        _metrics.Reopened();
        _meter.Observe();

        Assert.Equal(
            [
                "gateway.store.reopened  1",
                "gateway.store.quarantined reason=damaged 2",
                "gateway.store.quarantined reason=not_unsealed 1",
                "gateway.store.quarantined reason=key_missing 2",
            ],
            _meter.Lines);
        Assert.Equal(5, _log.Text.Split('\n').Length);
        Assert.Contains($"Integration {one} is in quarantine (NotUnsealed)", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void However_Many_There_Are_Not_All_Are_Remembered_One_By_One()
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var quarantine = new Quarantine(_metrics, loggers.CreateLogger<Quarantine>());
        for (var i = 0; i < 10_005; i++)
        {
            quarantine.Report(Guid.NewGuid(), QuarantineReason.Damaged);
        }

        Assert.Equal(10_000, _log.Text.Split('\n').Length);
    }

    // Gives what was answered, as a text.
    private async Task<string> AskAsync(string operation)
    {
        switch (operation)
        {
            case "list":
                Assert.Empty(await _store.ListAsync("us-1", default));
                return "";
            case "find":
                Assert.Null(await _store.FindAsync("us-1", Guid.NewGuid(), default));
                return "";
            case "add":
                return (await _store.AddAsync(Integrations.For("us-1"), 1, default)).ToString();
            case "update":
                return (await _store.UpdateAsync(Integrations.For("us-1"), default)).ToString();
            case "remove":
                return (await _store.RemoveAsync("us-1", Guid.NewGuid(), default)).ToString();
            default:
                await _store.AdoptAsync("us-1", [], default);
                return "";
        }
    }

    private sealed class AnsweringStore : FakeStore
    {
        public string Answer { get; set; } = "";

        /// <summary>As a store fails that was asked and answered later.</summary>
        public bool Fails { get; set; }

        /// <summary>A list waits for this; null when it does not wait.</summary>
        public TaskCompletionSource? Waits { get; set; }

        public override async ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
        {
            await (Waits?.Task ?? Task.CompletedTask);
            return Give<IReadOnlyList<ScmIntegration>>([]);
        }

        public override ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
            => Fails ? ValueTask.FromException<ScmIntegration?>(Away()) : ValueTask.FromResult<ScmIntegration?>(null);

        public override async Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Give(Fails ? default : Enum.Parse<AddOutcome>(Answer));
        }

        public override async Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Give(Fails ? default : Enum.Parse<UpdateOutcome>(Answer));
        }

        public override async Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return Give(Answer == bool.TrueString);
        }

        public override async Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Give(true);
        }

        private T Give<T>(T answer) => Fails ? throw Away() : answer;

        private static StoreUnavailableException Away() => new("The store was told to be away.");
    }
}
