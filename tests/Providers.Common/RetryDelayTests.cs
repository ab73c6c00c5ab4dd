using System.Globalization;
using System.Net.Http.Headers;

namespace Providers.Common.Tests;

public sealed class RetryDelayTests : IDisposable
{
    private const string ResetHeader = "X-Reset";

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly HttpResponseMessage _response = new();

    public RetryDelayTests() => _response.Headers.Date = Now;

    public void Dispose() => _response.Dispose();

    [Fact]
    public void From_SecondsAndReset_IsTheSeconds()
    {
        _response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(20));
        ResetAt(Now.AddSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(20), Delay());
    }

    [Fact]
    public void From_MomentAndReset_IsTheMoment()
    {
        _response.Headers.RetryAfter = new RetryConditionHeaderValue(Now.AddSeconds(30));
        ResetAt(Now.AddSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(30), Delay());
    }

    [Fact]
    public void From_ResetAlone_IsTheReset()
    {
        ResetAt(Now.AddSeconds(40));

        Assert.Equal(TimeSpan.FromSeconds(40), Delay());
    }

    [Fact]
    public void From_ResetInThePast_IsNoTime()
    {
        ResetAt(Now.AddSeconds(-40));

        Assert.Equal(TimeSpan.Zero, Delay());
    }

    [Fact]
    public void From_ResetAtTheEndOfTime_IsAnHour()
    {
        ResetAt(DateTimeOffset.MaxValue);

        Assert.Equal(TimeSpan.FromHours(1), Delay());
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("253402300800")]
    [InlineData("9223372036854775807")]
    public void From_ResetThatIsNone_IsNull(string reset)
    {
        Assert.True(_response.Headers.TryAddWithoutValidation(ResetHeader, reset));

        Assert.Null(Delay());
    }

    [Fact]
    public void From_Nothing_IsNull() => Assert.Null(Delay());

    private void ResetAt(DateTimeOffset moment)
        => _response.Headers.Add(ResetHeader, moment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    private TimeSpan? Delay() => RetryDelay.From(_response.Headers, ResetHeader);
}
