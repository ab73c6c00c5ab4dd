using System.Net;
using Gateway.Identity;
using Gateway.ScmIntegrations;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>Whose platforms are slow has some calls under way and waiting, and no more; others are not held up.</summary>
public sealed class OwnerTurnsTests : IAsyncLifetime
{
    private const string Path = "/v1/scm_integrations";

    private readonly ApiFixture _api = new();
    private readonly string _owner = ApiFixture.NewOwner();

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PATCH", "/github-enterprise")]
    [InlineData("POST", "/github-enterprise/check")]
    [InlineData("POST", "/github-enterprise/import_keys")]
    [InlineData("GET", "/github-enterprise/search_repos?query=x")]
    [InlineData("GET", "/github-enterprise/orgs")]
    public async Task Two_Run_Others_Wait_And_One_Too_Many_Is_Told_To_Come_Again(string method, string call)
    {
        await _api.LinkAsync(_owner, "github-enterprise", "https://ghe.example.com", "good-8");
        var other = ApiFixture.NewOwner();
        await _api.LinkAsync(other, "github-enterprise", "https://ghe.example.com", "good-9");
        var held = new TaskCompletionSource();
        _api.Platform.Until = held.Task;
        var before = _api.Platform.Calls.Count;

        var calls = Enumerable.Range(0, 2 + 64 + 1).Select(_ => CallAsync(_owner, method, call)).ToList();
        var refused = await await Task.WhenAny(calls);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.InRange(_api.Platform.Calls.Count - before, 0, 2);
        Assert.Equal(HttpStatusCode.OK, (await _api.CallAsync(_owner, HttpMethod.Get, Path)).Status);

        var theirs = CallAsync(other, method, call);
        held.SetResult();

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await theirs).Status);
        Assert.Single(await Task.WhenAll(calls), answer => answer.Status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Nobody_Waits_Longer_Than_Fifteen_Seconds_And_Whoever_Leaves_Gives_The_Turn_Back()
    {
        var time = new FakeTimeProvider();
        await using var turns = new OwnerTurns(time);
        var owner = new CurrentOwner("us-1", "", "");
        var first = await turns.TakeAsync(owner, default);
        using var second = await turns.TakeAsync(owner, default);
        using var other = await turns.TakeAsync(new CurrentOwner("us-2", "", ""), default);
        Assert.True(first is not null && second is not null && other is not null);

        var third = turns.TakeAsync(owner, default).AsTask();
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await third);

        var fourth = turns.TakeAsync(owner, default).AsTask();
        first.Dispose();
        using var turn = await fourth;
        Assert.NotNull(turn);
    }

    private Task<ApiFixture.Answer> CallAsync(string owner, string method, string call) => _api.CallAsync(
        owner,
        new HttpMethod(method),
        Path + call,
        method == "GET" ? null : Payload.Create("github-enterprise", "https://ghe.example.com", "good-8"));
}
