using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>What is told, and when, of a platform that has changed its mind about a token.</summary>
[Collection(CountingAlone.Name)]
public sealed class StatusChangeTests : IAsyncLifetime
{
    private HealthWorld? _started;

    private HealthWorld World => _started!;

    public async Task InitializeAsync() => _started = await HealthWorld.StartAsync();

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task A_Change_Is_Told_To_The_Webhook_Signed_And_Without_Secrets()
    {
        World.FailuresToCome = 2;
        var id = await World.LinkAsync("good-8");
        World.Platform.Turned["good-8"] = "revoked";
        await World.CheckAsync(id);

        await UntilToldAsync(3);
        var body = Assert.Single(World.Told.Select(told => told.Body).Distinct());
        var change = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ("scm_integration.status_changed", id, "github-enterprise", "https://ghe.example.com", "us-1", "8", "active", "invalid"),
            (change.Text("event"), change.Text("id"), change.Text("scm_type"), change.Text("url"), change.Text("owner_id"), change.Text("uid"),
                change.Text("previous_status"), change.Text("status")));
        Assert.DoesNotContain("good-8", body, StringComparison.Ordinal);
        Assert.DoesNotContain("@", body, StringComparison.Ordinal);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(HealthWorld.WebhookSecret), Encoding.UTF8.GetBytes(body)));
        Assert.All(World.Told, told => Assert.Equal($"sha256={expected}", told.Signature));
    }

    [Fact]
    public async Task A_Call_That_Finds_The_Token_Refused_Is_Told_Once_However_Often_It_Is_Refused_Then()
    {
        var id = await World.LinkAsync("good-8");
        var last = await World.LinkAsync("good-9");
        World.Platform.Turned["good-8"] = World.Platform.Turned["good-9"] = "revoked";

        Assert.Equal(HttpStatusCode.Forbidden, await World.UseAsync(id));
        Assert.Equal("invalid", (await World.ShowAsync(id)).Text("status"));
        Assert.Equal(HttpStatusCode.Forbidden, await World.UseAsync(id));
        await World.CheckAsync(id);
        await World.UseAsync(last);

        // One call of the webhook comes after the other: what is told of the last is told after all else.
        await UntilToldAsync(2);
        Assert.Equal([(id, "active", "invalid"), (last, "active", "invalid")], Changes());
        Assert.Equal("2", await CountedAsync("Invalid"));
        Assert.Equal(2, Audited().Count());
    }

    [Fact]
    public async Task Calls_That_Find_The_Token_Refused_At_Once_Tell_Once()
    {
        var id = await World.LinkAsync("good-8");
        var last = await World.LinkAsync("good-9");
        World.Platform.Turned["good-8"] = World.Platform.Turned["good-9"] = "revoked";

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => World.UseAsync(id))), status => Assert.Equal(HttpStatusCode.Forbidden, status));
        await World.UseAsync(last);

        await UntilToldAsync(2);
        Assert.Equal([(id, "active", "invalid"), (last, "active", "invalid")], Changes());
    }

    [Fact]
    public async Task A_Token_That_Is_Good_Again_Is_Told_Too()
    {
        var id = await World.LinkAsync("good-8");
        World.Platform.Turned["good-8"] = "revoked";
        await World.UseAsync(id);
        World.Platform.Turned.Clear();
        await World.CheckAsync(id);

        await UntilToldAsync(2);
        Assert.Equal([(id, "active", "invalid"), (id, "invalid", "active")], Changes());
        Assert.Equal("1", await CountedAsync("Active"));
    }

    [Theory]
    [InlineData("limited")]
    [InlineData("unavailable")]
    public async Task A_Call_That_Meets_A_Rate_Limit_Or_An_Outage_Tells_Nothing(string turned)
    {
        var id = await World.LinkAsync("good-8");
        var last = await World.LinkAsync("good-9");
        World.Platform.Turned["good-8"] = turned;
        World.Platform.Turned["good-9"] = "revoked";

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await World.UseAsync(id));
        Assert.Equal("active", (await World.ShowAsync(id)).Text("status"));
        await World.UseAsync(last);

        await UntilToldAsync(1);
        Assert.Equal([(last, "active", "invalid")], Changes());
        Assert.Equal("1", await CountedAsync("Invalid"));
        Assert.Single(Audited());
    }

    private Task UntilToldAsync(int count)
        => World.PassTimeUntilAsync(TimeSpan.FromHours(1), () => Task.FromResult(World.Told.Count >= count));

    private IEnumerable<(string? Id, string? Before, string? Status)> Changes() => World.Told
        .Select(told => JsonDocument.Parse(told.Body).RootElement)
        .Select(change => (change.Text("id"), change.Text("previous_status"), change.Text("status")));

    private IEnumerable<string> Audited()
        => World.Log.Text.Split('\n').Where(line => line.Contains("went from Active to Invalid", StringComparison.Ordinal));

    private async Task<string?> CountedAsync(string status)
    {
        var series = $"gateway_tokens_status_changes_total{{otel_scope_name=\"Gateway\",scm_type=\"github-enterprise\",status=\"{status}\"}} ";
        var metrics = await World.Gateway.Management.GetStringAsync("/metrics");
        return metrics.Split('\n').SingleOrDefault(line => line.StartsWith(series, StringComparison.Ordinal))?[series.Length..].Split(' ')[0];
    }
}
