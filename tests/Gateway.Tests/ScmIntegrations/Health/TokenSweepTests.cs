using System.Collections.Concurrent;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Health;
using Gateway.Tests.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>When the sweep goes its rounds. What it does on the way is with <see cref="TokenHealthTests"/>.</summary>
public sealed class TokenSweepTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly VisitedStore _store;
    private readonly SweepOptions _options = new() { Period = TimeSpan.FromDays(1) };

    public TokenSweepTests() => _store = new VisitedStore(_time);

    [Fact]
    public async Task The_First_Round_Is_Half_A_Minute_After_The_Start_At_The_Soonest_And_The_Next_A_Quarter_Of_An_Hour_Later()
    {
        var started = _time.GetUtcNow();
        using var sweep = await StartAsync();
        await PassUntilRoundAsync(1, TimeSpan.FromSeconds(1));
        await PassUntilRoundAsync(2, TimeSpan.FromSeconds(30));

        var rounds = _store.Rounds.ToList();
        Assert.True(rounds[0] - started >= TimeSpan.FromSeconds(30), $"{rounds[0] - started}");
        Assert.True(rounds[1] - rounds[0] >= TimeSpan.FromMinutes(15), $"{rounds[1] - rounds[0]}");
        await sweep.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Switched_Off_It_Goes_None_And_Switched_On_Again_It_Does()
    {
        _options.Enabled = false;
        using var sweep = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(5);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Empty(_store.Rounds);
        _options.Enabled = true;
        await PassUntilRoundAsync(1, TimeSpan.FromSeconds(30));
        await sweep.StopAsync(CancellationToken.None);
    }

    private async Task<TokenSweep> StartAsync()
    {
        // The store is empty, so there is nothing to check.
        var sweep = new TokenSweep(_store, check: null!, new OptionsMonitorStub<SweepOptions>(_options), _time, NullLogger<TokenSweep>.Instance);
        await sweep.StartAsync(CancellationToken.None);
        return sweep;
    }

    private Task PassUntilRoundAsync(int number, TimeSpan step) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(step);
            return _store.Rounds.Count >= number;
        },
        TimeSpan.FromSeconds(60),
        $"round {number} is not gone");

    private sealed class VisitedStore(TimeProvider time) : FakeStore
    {
        public ConcurrentQueue<DateTimeOffset> Rounds { get; } = new();

        public override IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken)
        {
            Rounds.Enqueue(time.GetUtcNow());
            return base.ReadAllAsync(after, cancellationToken);
        }
    }
}
