using System.Diagnostics;
using System.Net;
using Gateway.ScmIntegrations;
using Microsoft.Extensions.Time.Testing;
using Providers.Abstractions;

namespace Gateway.Tests.ScmIntegrations;

public sealed class UnreachableFloorTests
{
    private const string Path = "/v1/scm_integrations";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1200)]
    [InlineData(3000)]
    public async Task Whatever_It_Took_Is_Told_At_The_Same_Time(int milliseconds)
    {
        var floor = new UnreachableFloor(_time);
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        var held = floor.HoldAsync(ScmFailure.InstanceUnreachable(), started, default);
        _time.Advance(TimeSpan.FromMilliseconds(3249 - milliseconds));
        Assert.False(held.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await held;
    }

    [Fact]
    public void What_Took_Longer_And_What_Is_Another_Failure_Is_Told_At_Once()
    {
        var floor = new UnreachableFloor(_time);
        var started = _time.GetTimestamp();
        Assert.True(floor.HoldAsync(ScmFailure.TokenRejected(), started, default).IsCompletedSuccessfully);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(floor.HoldAsync(ScmFailure.InstanceUnreachable(), started, default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Whoever_Leaves_Is_Not_Waited_For()
    {
        using var left = new CancellationTokenSource();
        var held = new UnreachableFloor(_time).HoldAsync(ScmFailure.InstanceUnreachable(), _time.GetTimestamp(), left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held);
    }

    [Fact]
    public async Task A_Create_Waits_When_The_Address_Cannot_Be_Reached_And_Not_When_It_Can()
    {
        await WithFloorAsync(TimeSpan.FromMilliseconds(300), async api =>
        {
            var watch = Stopwatch.StartNew();
            var closed = await CreateAsync(api, "https://down.example.com");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.Status);
            Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(295));
        });
        await WithFloorAsync(TimeSpan.FromDays(1), async api =>
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CreateAsync(api, "https://other.example.com")).Status);
            Assert.Equal(HttpStatusCode.Created, (await CreateAsync(api, "https://ghe.example.com")).Status);
        });
    }

    [Fact]
    public async Task What_Is_Asked_Later_Waits_As_Well()
    {
        await WithFloorAsync(TimeSpan.FromMilliseconds(300), async api =>
        {
            var owner = ApiFixture.NewOwner();
            var id = await api.LinkAsync(owner, "github-enterprise", "https://ghe.example.com", "good-8");
            api.Platform.Turned["good-8"] = "unreachable";
            foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
            {
                (HttpMethod.Patch, "", Payload.Replace("good-8")), (HttpMethod.Post, "/check", null), (HttpMethod.Get, "/branches?repo_name=o/r", null),
                (HttpMethod.Post, "/import_keys", "{}"),
            })
            {
                var watch = Stopwatch.StartNew();
                var answer = await api.CallAsync(owner, method, $"{Path}/{id}{path}", body);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
                Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(295), path);
            }
        });
    }

    private static async Task WithFloorAsync(TimeSpan floor, Func<ApiFixture, Task> act)
    {
        var api = new ApiFixture { Floor = floor };
        await api.InitializeAsync();
        try
        {
            await act(api);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static Task<ApiFixture.Answer> CreateAsync(ApiFixture api, string url)
        => api.CallAsync(ApiFixture.NewOwner(), HttpMethod.Post, Path, Payload.Create("github-enterprise", url, "good-8"));
}
