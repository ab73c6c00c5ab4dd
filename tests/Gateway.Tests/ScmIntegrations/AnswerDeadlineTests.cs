using System.Net;
using Gateway.ScmIntegrations;
using Gateway.Tests.ScmIntegrations.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations;

public sealed class AnswerDeadlineTests
{
    private const string GitHub = "https://ghe.example.com";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(true, 10_750)]
    [InlineData(false, 24_500)]
    public async Task What_Takes_Too_Long_Is_Told_In_Time_And_Its_Work_Is_Ended(bool isCreate, int milliseconds)
    {
        var http = new DefaultHttpContext();
        var before = http.RequestAborted;
        var call = BoundAsync(isCreate, http, WaitAsync);

        _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(503, Assert.IsType<IStatusCodeHttpResult>(await call, exactMatch: false).StatusCode);
        Assert.Equal(before, http.RequestAborted);
    }

    [Fact]
    public async Task Whoever_Leaves_Is_Told_Nothing_And_What_Is_Done_In_Time_Is_Answered()
    {
        using var left = new CancellationTokenSource();
        var gone = BoundAsync(isCreate: true, new DefaultHttpContext { RequestAborted = left.Token }, WaitAsync);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        Assert.Equal("answer", await BoundAsync(isCreate: true, new DefaultHttpContext(), _ => ValueTask.FromResult<object?>("answer")));
    }

    [Fact]
    public async Task A_Create_That_Waits_For_The_Owners_Others_Is_Answered_In_Time_As_Well()
    {
        await using var world = await HealthWorld.StartAsync();
        world.Platform.Until = new TaskCompletionSource().Task;
        var started = world.Time.GetUtcNow();
        var creates = Enumerable.Range(1, 3).Select(number => world.CallAsync(HttpMethod.Post, "", Payload.Create("github-enterprise", GitHub, $"good-{number}"))).ToList();
        await Eventually.HoldsAsync(() => world.Platform.Calls.Count == 2, Patience, "the platform is not asked");

        var all = Task.WhenAll(creates);
        await Eventually.HoldsAsync(
            () =>
            {
                world.Time.Advance(TimeSpan.FromMilliseconds(250));
                return all.IsCompleted;
            },
            Patience,
            "a create is not answered");

        Assert.All(await all, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));
        Assert.InRange(world.Time.GetUtcNow() - started, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15));
    }

    private async Task<object?> BoundAsync(bool isCreate, HttpContext http, EndpointFilterDelegate next)
    {
        var deadline = new AnswerDeadline(_time);
        var context = new DefaultEndpointFilterInvocationContext(http);
        return isCreate ? await deadline.BoundCreateAsync(context, next) : await deadline.BoundAsync(context, next);
    }

    private static async ValueTask<object?> WaitAsync(EndpointFilterInvocationContext context)
    {
        await Task.Delay(Timeout.Infinite, context.HttpContext.RequestAborted);
        return null;
    }
}
