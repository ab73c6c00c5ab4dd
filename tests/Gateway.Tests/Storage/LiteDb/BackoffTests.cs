using Gateway.Storage.LiteDb;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>How long a failing disk is left alone.</summary>
public sealed class BackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_First_Failure_May_Be_Tried_Again_At_Once_And_Each_Further_One_Later()
    {
        var backoff = new Backoff(_time);
        Assert.True(backoff.MayTry);
        backoff.Failed();
        Assert.True(backoff.MayTry);

        foreach (var milliseconds in new[] { 100, 200, 400, 800, 1600, 3200, 5000, 5000 })
        {
            backoff.Failed();
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.False(backoff.MayTry);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(backoff.MayTry);
        }
    }

    [Fact]
    public void What_Succeeds_Starts_Anew()
    {
        var backoff = new Backoff(_time);
        backoff.Failed();
        backoff.Failed();
        _time.Advance(TimeSpan.FromSeconds(1));
        backoff.Succeeded();
        backoff.Failed();

        Assert.True(backoff.MayTry);
    }
}
