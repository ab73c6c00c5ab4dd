using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Health;
using Gateway.Tests.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>When the sweep goes its rounds. What it does on the way is with <see cref="TokenHealthTests"/>.</summary>
public sealed class TokenSweepTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CountingStore _store = new();
    private readonly SweepOptions _options = new() { Period = TimeSpan.FromDays(1) };

    [Fact]
    public async Task A_Round_Is_Gone_Half_A_Minute_After_The_Start_At_The_Soonest_And_The_Next_Not_Right_After_It()
    {
        using var sweep = await StartAsync();
        await PassAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _store.Rounds);
        await PassAsync(TimeSpan.FromSeconds(75));
        Assert.Equal(1, _store.Rounds);
        await PassAsync(TimeSpan.FromMinutes(13));
        Assert.Equal(1, _store.Rounds);
        await PassAsync(TimeSpan.FromMinutes(40));
        Assert.InRange(_store.Rounds, 2, 4);
        await sweep.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Switched_Off_It_Goes_None()
    {
        _options.Enabled = false;
        using var sweep = await StartAsync();
        await PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, _store.Rounds);

        _options.Enabled = true;
        await PassAsync(TimeSpan.FromMinutes(50));
        Assert.InRange(_store.Rounds, 1, 4);
        await sweep.StopAsync(CancellationToken.None);
    }

    private async Task<TokenSweep> StartAsync()
    {
        // The store is empty, so there is nothing to check.
        var sweep = new TokenSweep(_store, check: null!, new OptionsMonitorStub<SweepOptions>(_options), _time, NullLogger<TokenSweep>.Instance);
        await sweep.StartAsync(CancellationToken.None);
        return sweep;
    }

    // In steps, each with a moment for what it sets off.
    private async Task PassAsync(TimeSpan time)
    {
        var step = time / 20;
        for (var i = 0; i < 20; i++)
        {
            await Task.Delay(2);
            _time.Advance(step);
        }

        await Task.Delay(20);
    }

    private sealed class CountingStore : FakeStore
    {
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        public override IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _rounds);
            return base.ReadAllAsync(after, cancellationToken);
        }
    }
}
