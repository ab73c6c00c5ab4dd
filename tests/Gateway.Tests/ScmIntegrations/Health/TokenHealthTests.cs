using System.Net;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>What becomes of a token after it was linked: asked for now, and by the sweep.</summary>
[Collection(CountingAlone.Name)]
public sealed class TokenHealthTests : IAsyncLifetime
{
    private HealthWorld? _started;

    private HealthWorld World => _started!;

    public async Task InitializeAsync() => _started = await HealthWorld.StartAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_Check_Asks_The_Platform_Now_And_Keeps_What_It_Says()
    {
        var id = await World.LinkAsync("good-8");
        World.Time.Advance(TimeSpan.FromMinutes(1));
        World.Platform.Turned["good-8"] = "renamed-8";

        var (status, checkedNow) = await World.CheckAsync(id);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("renamed", "active"), (checkedNow.Text("username"), checkedNow.Text("status")));
        Assert.Equal(World.Time.GetUtcNow(), DateTimeOffset.Parse(checkedNow.Text("checked_at")!, null));
        Assert.Equal("renamed", (await World.ShowAsync(id)).Text("username"));
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("noscope")]
    [InlineData("good-9")]
    public async Task A_Token_That_Is_Refused_Lacks_A_Scope_Or_Is_Somebody_Elses_Is_Invalid_Until_It_Is_Good_Again(string turned)
    {
        var id = await World.LinkAsync("good-8");
        World.Platform.Turned["good-8"] = turned;
        Assert.Equal("invalid", (await World.CheckAsync(id)).Integration.Text("status"));
        Assert.Equal(("invalid", "8"), ((await World.ShowAsync(id)).Text("status"), (await World.ShowAsync(id)).Text("uid")));

        World.Platform.Turned.Clear();
        Assert.Equal("active", (await World.CheckAsync(id)).Integration.Text("status"));
    }

    [Theory]
    [InlineData("limited")]
    [InlineData("unavailable")]
    public async Task A_Rate_Limit_Or_An_Outage_Says_Nothing_About_A_Token(string turned)
    {
        var id = await World.LinkAsync("good-8");
        var before = await World.ShowAsync(id);
        World.Time.Advance(TimeSpan.FromMinutes(1));
        World.Platform.Turned["good-8"] = turned;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await World.CheckAsync(id)).Status);
        Assert.Equal(before.GetRawText(), (await World.ShowAsync(id)).GetRawText());
    }

    [Fact]
    public async Task The_Sweep_Asks_Again_About_What_Has_Grown_Old_And_Leaves_The_Rest_Alone()
    {
        var old = await World.LinkAsync("good-8");
        World.Time.Advance(HealthWorld.Period - TimeSpan.FromMinutes(2));
        await World.LinkAsync("good-9");
        World.Platform.Turned["good-8"] = "revoked";
        var calls = World.Platform.Calls.Count;

        await World.PassTimeUntilAsync(TimeSpan.FromMinutes(45), async () => (await World.ShowAsync(old)).Text("status") == "invalid");
        Assert.Equal(calls + 1, World.Platform.Calls.Count);
        Assert.Contains($"integration {old} went from Active to Invalid", World.Log.Text, StringComparison.Ordinal);
        Assert.Contains(
            "gateway_tokens_status_changes_total{otel_scope_name=\"Gateway\",scm_type=\"github-enterprise\",status=\"Invalid\"} 1",
            await World.Gateway.Management.GetStringAsync("/metrics"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limited", ": RateLimited.", 77)]
    [InlineData("unavailable", "for 00:05:00: PlatformFailed.", 300)]
    public async Task The_Sweep_Leaves_A_Platform_Alone_That_Is_Away_Or_Asks_For_Peace(string turned, string reason, int seconds)
    {
        var ids = new[] { await World.LinkAsync("good-8"), await World.LinkAsync("good-9"), await World.LinkAsync("good-10") };
        World.Platform.Turned["good-8"] = World.Platform.Turned["good-9"] = World.Platform.Turned["good-10"] = turned;
        World.Platform.CallTimes.Clear();
        World.Time.Advance(HealthWorld.Period);

        await World.PassTimeUntilAsync(TimeSpan.FromHours(3), () => Task.FromResult(World.Platform.CallTimes.Count >= 2));
        Assert.Contains(reason, World.Log.Text, StringComparison.Ordinal);
        var calls = World.Platform.CallTimes.ToList();
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, seconds - 1, double.MaxValue));

        World.Platform.Turned.Clear();
        await World.PassTimeUntilAsync(TimeSpan.FromHours(3), async () =>
        {
            var all = await Task.WhenAll(ids.Select(World.ShowAsync));
            return all.All(one => DateTimeOffset.Parse(one.Text("checked_at")!, null) > World.Time.Start + HealthWorld.Period);
        });
        Assert.All(await Task.WhenAll(ids.Select(World.ShowAsync)), one => Assert.Equal("active", one.Text("status")));
    }
}
