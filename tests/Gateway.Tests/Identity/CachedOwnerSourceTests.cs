using Gateway.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Identity;

public sealed class CachedOwnerSourceTests : IDisposable
{
    private static readonly CurrentOwner Alice = new("us-a", "a@example.com", "alice");
    private static readonly Secret Token = new("token-of-alice");

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSource _source = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<IdentityMetrics>().BuildServiceProvider();
    private readonly CachedOwnerSource _cache;

    public CachedOwnerSourceTests()
    {
        var options = new OptionsMonitorStub<IdentityOptions>(new IdentityOptions());
        _cache = new CachedOwnerSource(_source, options, _services.GetRequiredService<IdentityMetrics>(), _time);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task A_Good_Answer_Is_Believed_For_The_Configured_Time()
    {
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(Alice, (await FindAsync()).Owner);
        Assert.Equal(1, _source.Calls);

        _time.Advance(TimeSpan.FromSeconds(2));
        await FindAsync();
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task A_Good_Answer_Is_Not_Believed_Longer_Than_The_Token_Lives()
    {
        _source.Answer = new OwnerAnswer(Alice, ValidUntil: _time.GetUtcNow() + TimeSpan.FromSeconds(10));
        await FindAsync();
        _time.Advance(TimeSpan.FromSeconds(11));
        await FindAsync();
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task A_Rejection_Is_Believed_For_Seconds_Only()
    {
        _source.Answer = OwnerAnswer.Rejected;
        await FindAsync();
        await FindAsync();
        Assert.Equal(1, _source.Calls);

        _time.Advance(TimeSpan.FromSeconds(6));
        _source.Answer = new OwnerAnswer(Alice);
        Assert.Equal(Alice, (await FindAsync()).Owner);
    }

    [Fact]
    public async Task An_Outage_Is_Never_Believed()
    {
        _source.Answer = OwnerAnswer.Unavailable(TimeSpan.FromSeconds(5));
        Assert.True((await FindAsync()).IsUnavailable);
        _source.Answer = new OwnerAnswer(Alice);
        Assert.Equal(Alice, (await FindAsync()).Owner);
    }

    [Fact]
    public async Task A_Thousand_Callers_With_One_Cold_Token_Ask_Once()
    {
        _source.Gate = new TaskCompletionSource();
        var callers = Enumerable.Range(0, 1000).Select(_ => Task.Run(async () => await FindAsync())).ToArray();
        await _source.Asked.Task;
        _source.Answer = new OwnerAnswer(Alice);
        _source.Gate.SetResult();

        Assert.All(await Task.WhenAll(callers), answer => Assert.Equal(Alice, answer.Owner));
        Assert.InRange(_source.Calls, 1, 3);
    }

    [Fact]
    public async Task The_Caller_Who_Began_May_Leave_And_The_Others_Are_Still_Answered()
    {
        _source.Gate = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var first = _cache.FindOwnerAsync(Token, leaving.Token).AsTask();
        var second = FindAsync().AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _source.Answer = new OwnerAnswer(Alice);
        _source.Gate.SetResult();
        Assert.Equal(Alice, (await second).Owner);
        Assert.Equal(1, _source.Calls);
    }

    [Fact]
    public async Task An_Evicted_Token_Is_Asked_For_Again_And_So_Are_The_Owners_Others()
    {
        var other = new Secret("another-token-of-alice");
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        await _cache.FindOwnerAsync(other, CancellationToken.None);
        _cache.Evict(Token);

        _source.Answer = OwnerAnswer.Rejected;
        Assert.Null((await FindAsync()).Owner);
        Assert.Null((await _cache.FindOwnerAsync(other, CancellationToken.None)).Owner);
    }

    [Fact]
    public async Task An_Answer_That_Was_Under_Way_When_The_Token_Was_Revoked_Is_Not_Kept()
    {
        _source.Gate = new TaskCompletionSource();
        _source.Answer = new OwnerAnswer(Alice);
        var asked = FindAsync().AsTask();
        await _source.Asked.Task;
        _cache.Evict(Token);
        _source.Gate.SetResult();
        await asked;

        _source.Answer = OwnerAnswer.Rejected;
        Assert.Null((await FindAsync()).Owner);
    }

    [Fact]
    public async Task A_Source_That_Hangs_Is_Given_Up()
    {
        _source.Gate = new TaskCompletionSource();
        var asked = FindAsync().AsTask();
        await _source.Asked.Task;
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.True((await asked).IsUnavailable);
    }

    private ValueTask<OwnerAnswer> FindAsync() => _cache.FindOwnerAsync(Token, CancellationToken.None);

    private sealed class ScriptedSource : IOwnerSource
    {
        private int _calls;

        public int Calls => _calls;

        public OwnerAnswer Answer { get; set; } = OwnerAnswer.Rejected;

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            Asked.TrySetResult();
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(cancellationToken);
            }

            return Answer;
        }
    }
}
