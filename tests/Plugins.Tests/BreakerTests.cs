using Gateway.Plugins.Invocation;
using Microsoft.Extensions.Time.Testing;

namespace Plugins.Tests;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProviderBreaker _breaker;

    public BreakerTests() => _breaker = new ProviderBreaker(_time);

    [Fact]
    public void Faults_At_One_Host_Stop_The_Calls_To_That_Host_Only()
    {
        Fail("a", 5);

        Assert.False(_breaker.Allows("a"));
        Assert.True(_breaker.Allows("b"));
    }

    [Fact]
    public void Faults_At_Several_Hosts_In_A_Row_Stop_All()
    {
        Fail("a", 2);
        Fail("b", 2);
        Fail("c", 1);

        Assert.False(_breaker.Allows("d"));
    }

    [Fact]
    public void Fewer_Faults_Stop_Nothing_And_A_Good_Answer_Forgets_Them()
    {
        Fail("a", 4);
        Assert.True(_breaker.Allows("a"));

        _breaker.Behaved();
        Fail("a", 4);

        Assert.True(_breaker.Allows("a"));
    }

    [Fact]
    public void After_The_Pause_One_Call_Decides()
    {
        Fail("a", 5);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.True(_breaker.Allows("a"));
        Assert.False(_breaker.Allows("a"));
        _breaker.Misbehaved("a");
        Assert.False(_breaker.Allows("a"));

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(_breaker.Allows("a"));
        _breaker.Behaved();
        Assert.True(_breaker.Allows("a"));
        Assert.True(_breaker.Allows("a"));
    }

    [Fact]
    public void A_Probe_Whose_Caller_Has_Gone_Leaves_Room_For_Another()
    {
        Fail("a", 5);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(_breaker.Allows("a"));

        _breaker.Undecided();

        Assert.True(_breaker.Allows("a"));
    }

    private void Fail(string host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _breaker.Misbehaved(host);
        }
    }
}
