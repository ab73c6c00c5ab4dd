using System.Diagnostics.Metrics;
using Gateway.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

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
        Assert.Equal(2, await CallsAfterAsync(TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public async Task A_Good_Answer_Ends_Exactly_With_The_Configured_Time()
    {
        _source.Answer = new OwnerAnswer(Alice);
        Assert.Equal(2, await CallsAfterAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_Token_That_Outlives_The_Configured_Time_Is_Not_Believed_Longer()
    {
        _source.Answer = new OwnerAnswer(Alice, ValidUntil: _time.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.Equal(2, await CallsAfterAsync(TimeSpan.FromSeconds(31)));
    }

    [Fact]
    public async Task A_Token_That_Has_Ended_Is_Not_Remembered()
    {
        _source.Answer = new OwnerAnswer(Alice, ValidUntil: _time.GetUtcNow());
        Assert.Equal(2, await CallsAfterAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Rejected_Tokens_Fill_A_Bounded_Room()
    {
        for (var number = 0; number <= 10_000; number++)
        {
            await _cache.FindOwnerAsync(new Secret($"token-{number}"), CancellationToken.None);
        }

        await _cache.FindOwnerAsync(new Secret("token-10000"), CancellationToken.None);
        Assert.Equal(10_002, _source.Calls);
    }

    [Fact]
    public async Task Owners_Fill_A_Bounded_Room()
    {
        _source.Answer = new OwnerAnswer(Alice);
        for (var number = 0; number <= 20_000; number++)
        {
            await _cache.FindOwnerAsync(new Secret($"token-{number}"), CancellationToken.None);
        }

        await _cache.FindOwnerAsync(new Secret("token-20000"), CancellationToken.None);
        Assert.Equal(20_002, _source.Calls);
    }

    [Fact]
    public async Task It_Is_Counted_Where_An_Answer_Came_From()
    {
        using var meter = new MeterReader(_services.GetRequiredService<IMeterFactory>());
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        await FindAsync();
        Assert.Equal(
            ["gateway.identity.lookups gateway.identity.answered_by=source 1", "gateway.identity.lookups gateway.identity.answered_by=cache 1"],
            meter.Lines);
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
    public async Task Another_Owners_Tokens_Stay()
    {
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        var ofBob = new Secret("token-of-bob");
        _source.Answer = new OwnerAnswer(new CurrentOwner("us-b", "b@example.com", "bob"));
        await _cache.FindOwnerAsync(ofBob, CancellationToken.None);
        _cache.Evict(Token);

        Assert.Equal("us-b", (await _cache.FindOwnerAsync(ofBob, CancellationToken.None)).Owner?.Id);
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task An_Evicted_Rejection_Is_Asked_For_Again()
    {
        await FindAsync();
        _cache.Evict(Token);
        _source.Answer = new OwnerAnswer(Alice);
        Assert.Equal(Alice, (await FindAsync()).Owner);
    }

    [Fact]
    public async Task A_Question_That_Failed_Is_Asked_Again()
    {
        _source.Failure = new InvalidOperationException("broken");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await FindAsync());
        _source.Failure = null;
        _source.Answer = new OwnerAnswer(Alice);
        Assert.Equal(Alice, (await FindAsync()).Owner);
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
    public async Task A_Token_Of_Nobody_That_Is_Evicted_Keeps_No_Other_Answer_From_Being_Kept()
    {
        var gate = HoldAnswers();
        _source.Answer = new OwnerAnswer(Alice);
        var asked = FindAsync().AsTask();
        _cache.Evict(new Secret("token-of-nobody"));
        gate.SetResult();
        await asked;

        Assert.Equal(Alice, (await FindAsync()).Owner);
        Assert.Equal(1, _source.Calls);
    }

    [Fact]
    public async Task Another_Owners_Eviction_Keeps_No_Answer_From_Being_Kept()
    {
        var ofBob = new Secret("token-of-bob");
        _source.Answer = new OwnerAnswer(new CurrentOwner("us-b", "b@example.com", "bob"));
        await _cache.FindOwnerAsync(ofBob, CancellationToken.None);
        var gate = HoldAnswers();
        _source.Answer = new OwnerAnswer(Alice);
        var asked = FindAsync().AsTask();
        _cache.Evict(ofBob);
        gate.SetResult();
        await asked;

        Assert.Equal(Alice, (await FindAsync()).Owner);
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task Who_Comes_After_An_Eviction_Does_Not_Wait_For_A_Question_From_Before()
    {
        var gate = HoldAnswers();
        var before = FindAsync().AsTask();
        _cache.Evict(Token);
        _source.Gate = null;
        var after = FindAsync().AsTask();
        Assert.Equal(2, _source.Calls);
        Assert.Null((await after).Owner);
        Assert.False(before.IsCompleted);

        gate.SetResult();
        await before;
    }

    [Fact]
    public async Task A_Question_From_Before_An_Eviction_Leaves_The_One_After_It_To_Be_Joined()
    {
        var first = HoldAnswers();
        var before = FindAsync().AsTask();
        _cache.Evict(Token);
        var second = HoldAnswers();
        var after = FindAsync().AsTask();
        first.SetResult();
        await before;

        var joined = FindAsync().AsTask();
        second.SetResult();
        await Task.WhenAll(after, joined);
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task An_Answer_That_Was_Under_Way_When_Another_Token_Of_Its_Owner_Was_Evicted_Is_Not_Kept()
    {
        var other = new Secret("another-token-of-alice");
        _source.Answer = new OwnerAnswer(Alice);
        await _cache.FindOwnerAsync(other, CancellationToken.None);
        var gate = HoldAnswers();
        var asked = FindAsync().AsTask();
        _cache.Evict(other);
        gate.SetResult();
        await asked;

        _source.Answer = OwnerAnswer.Rejected;
        Assert.Null((await FindAsync()).Owner);
    }

    [Fact]
    public async Task An_Owners_Tokens_Are_Asked_For_Again_Once_It_Turns_Out_Whose_The_Evicted_One_Was()
    {
        var other = new Secret("another-token-of-alice");
        _source.Answer = new OwnerAnswer(Alice);
        await _cache.FindOwnerAsync(other, CancellationToken.None);
        var gate = HoldAnswers();
        var asked = FindAsync().AsTask();
        _cache.Evict(Token);
        gate.SetResult();
        await asked;

        _source.Answer = OwnerAnswer.Rejected;
        Assert.Null((await _cache.FindOwnerAsync(other, CancellationToken.None)).Owner);
    }

    [Fact]
    public async Task A_Token_That_Is_Evicted_Again_Still_Takes_The_Owners_Others_Along()
    {
        var other = new Secret("another-token-of-alice");
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        _cache.Evict(Token);
        await _cache.FindOwnerAsync(other, CancellationToken.None);
        _cache.Evict(Token);

        _source.Answer = OwnerAnswer.Rejected;
        Assert.Null((await _cache.FindOwnerAsync(other, CancellationToken.None)).Owner);
    }

    [Fact]
    public async Task An_Answer_From_After_An_Eviction_Is_Kept()
    {
        _source.Answer = new OwnerAnswer(Alice);
        await FindAsync();
        _cache.Evict(Token);
        await FindAsync();
        await FindAsync();
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task A_Source_That_Hangs_Is_Given_Up()
    {
        _source.Gate = new TaskCompletionSource();
        var asked = FindAsync().AsTask();
        await _source.Asked.Task;
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(5), (await asked).RetryAfter);
    }

    // How often the source was asked when somebody comes, and again after a time.
    private async Task<int> CallsAfterAsync(TimeSpan time)
    {
        await FindAsync();
        _time.Advance(time);
        await FindAsync();
        return _source.Calls;
    }

    private TaskCompletionSource HoldAnswers() => _source.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    private ValueTask<OwnerAnswer> FindAsync() => _cache.FindOwnerAsync(Token, CancellationToken.None);

    private sealed class ScriptedSource : IOwnerSource
    {
        private int _calls;

        public int Calls => _calls;

        public OwnerAnswer Answer { get; set; } = OwnerAnswer.Rejected;

        public Exception? Failure { get; set; }

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

            return Failure is null ? Answer : throw Failure;
        }
    }
}
