using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Plugins.Invocation;
using Gateway.Tests.Operations;
using Gateway.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>What becomes of a token after it was linked: asked for now, by the sweep, and told to the operator's address.</summary>
public sealed class TokenHealthTests : IAsyncLifetime, IDisposable
{
    private const string WebhookSecret = "a secret of 16 or more";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly StubPlatform _platform;
    private readonly LogLines _log = new();
    private FakeUpstream? _receiver;
    private RunningGateway? _gateway;

    public TokenHealthTests() => _platform = new StubPlatform(_time);

    public async Task InitializeAsync()
    {
        _receiver = await FakeUpstream.StartAsync();
        _gateway = await RunningGateway.StartAsync(
            configure: Replace,
            withStore: true,
            arguments:
            [
                $"--Gateway:Plugins:Directory={Repository.Path("plugins")}",
                "--Gateway:Sweep:CallsPerSecond=1",
                $"--Gateway:Webhook:Url={_receiver.Address}/hook",
                $"--Gateway:Webhook:Secret={WebhookSecret}",
            ]);
    }

    public async Task DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _receiver!.DisposeAsync();
    }

    public void Dispose()
    {
        _platform.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_Check_Asks_The_Platform_Now_And_Keeps_What_It_Says()
    {
        var id = await LinkAsync("good-8");
        _time.Advance(TimeSpan.FromHours(1));
        _platform.Turned["good-8"] = "renamed-8";

        var (status, checkedNow) = await CheckAsync(id);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("renamed", "active"), (checkedNow.Text("username"), checkedNow.Text("status")));
        Assert.Equal(_time.GetUtcNow(), DateTimeOffset.Parse(checkedNow.Text("checked_at")!, null));
        Assert.Equal("renamed", (await ShowAsync(id)).Text("username"));
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("noscope")]
    [InlineData("good-9")]
    public async Task A_Token_That_Is_Refused_Lacks_A_Scope_Or_Is_Somebody_Elses_Is_Invalid_Until_It_Is_Good_Again(string turned)
    {
        var id = await LinkAsync("good-8");
        _platform.Turned["good-8"] = turned;
        Assert.Equal("invalid", (await CheckAsync(id)).Integration.Text("status"));
        Assert.Equal(("invalid", "8"), ((await ShowAsync(id)).Text("status"), (await ShowAsync(id)).Text("uid")));

        _platform.Turned.Clear();
        Assert.Equal("active", (await CheckAsync(id)).Integration.Text("status"));
    }

    [Theory]
    [InlineData("limited")]
    [InlineData("unavailable")]
    public async Task A_Rate_Limit_Or_An_Outage_Says_Nothing_About_A_Token(string turned)
    {
        var id = await LinkAsync("good-8");
        var before = await ShowAsync(id);
        _time.Advance(TimeSpan.FromHours(1));
        _platform.Turned["good-8"] = turned;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CheckAsync(id)).Status);
        Assert.Equal(before.GetRawText(), (await ShowAsync(id)).GetRawText());
    }

    [Fact]
    public async Task The_Sweep_Asks_Again_About_What_Has_Grown_Old_And_Leaves_The_Rest_Alone()
    {
        var old = await LinkAsync("good-8");
        _time.Advance(Day - TimeSpan.FromHours(1));
        await LinkAsync("good-9");
        _platform.Turned["good-8"] = "revoked";
        var calls = _platform.Calls.Count;

        await PassTimeUntilAsync(TimeSpan.FromHours(3), async () => (await ShowAsync(old)).Text("status") == "invalid");
        Assert.Equal(calls + 1, _platform.Calls.Count);
        Assert.Contains($"integration {old} went from Active to Invalid", _log.Text, StringComparison.Ordinal);
        Assert.Contains(
            "gateway_tokens_status_changes_total{otel_scope_name=\"Gateway\",scm_type=\"github-enterprise\",status=\"Invalid\"} 1",
            await _gateway!.Management.GetStringAsync("/metrics"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limited", ": RateLimited.", 77)]
    [InlineData("unavailable", "for 00:05:00: PlatformFailed.", 300)]
    public async Task The_Sweep_Leaves_A_Platform_Alone_That_Is_Away_Or_Asks_For_Peace(string turned, string reason, int seconds)
    {
        var ids = new[] { await LinkAsync("good-8"), await LinkAsync("good-9"), await LinkAsync("good-10") };
        _platform.Turned["good-8"] = _platform.Turned["good-9"] = _platform.Turned["good-10"] = turned;
        _platform.CallTimes.Clear();
        _time.Advance(Day);

        await PassTimeUntilAsync(TimeSpan.FromHours(3), () => Task.FromResult(_platform.CallTimes.Count >= 2));
        Assert.Contains(reason, _log.Text, StringComparison.Ordinal);
        var calls = _platform.CallTimes.ToList();
        Assert.All(calls.Zip(calls.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, seconds - 1, double.MaxValue));

        _platform.Turned.Clear();
        await PassTimeUntilAsync(TimeSpan.FromHours(3), async () =>
        {
            var all = await Task.WhenAll(ids.Select(ShowAsync));
            return all.All(one => DateTimeOffset.Parse(one.Text("checked_at")!, null) > _time.Start + Day);
        });
        Assert.All(await Task.WhenAll(ids.Select(ShowAsync)), one => Assert.Equal("active", one.Text("status")));
    }

    [Fact]
    public async Task A_Change_Is_Told_To_The_Webhook_Signed_And_Without_Secrets()
    {
        var bodies = new List<string>();
        var signatures = new List<string>();
        var failures = 2;
        _receiver!.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            lock (bodies)
            {
                bodies.Add(body);
                signatures.Add(context.Request.Headers["X-Gateway-Signature"].ToString());
                context.Response.StatusCode = failures-- > 0 ? 500 : 204;
            }
        };
        var id = await LinkAsync("good-8");
        _platform.Turned["good-8"] = "revoked";
        await CheckAsync(id);

        await PassTimeUntilAsync(TimeSpan.FromMinutes(5), () => Task.FromResult(bodies.Count == 3));
        Assert.Single(bodies.Distinct());
        var change = JsonDocument.Parse(bodies[0]).RootElement;
        Assert.Equal(
            ("scm_integration.status_changed", id, "github-enterprise", "https://ghe.example.com", "us-1", "8", "active", "invalid"),
            (change.Text("event"), change.Text("id"), change.Text("scm_type"), change.Text("url"), change.Text("owner_id"), change.Text("uid"),
                change.Text("previous_status"), change.Text("status")));
        Assert.DoesNotContain("good-8", bodies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("@", bodies[0], StringComparison.Ordinal);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookSecret), Encoding.UTF8.GetBytes(bodies[0])));
        Assert.All(signatures, signature => Assert.Equal($"sha256={expected}", signature));
    }

    private void Replace(WebApplicationBuilder builder)
    {
        builder.Services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, _platform);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Logging.AddProvider(_log);
    }

    private async Task<string> LinkAsync(string token)
    {
        var (status, integration) = await CallAsync(HttpMethod.Post, "", Payload.Create("github-enterprise", "https://ghe.example.com", token));
        Assert.Equal(HttpStatusCode.Created, status);
        return integration.Text("id")!;
    }

    private Task<(HttpStatusCode Status, JsonElement Integration)> CheckAsync(string id) => CallAsync(HttpMethod.Post, $"/{id}/check");

    private async Task<JsonElement> ShowAsync(string id) => (await CallAsync(HttpMethod.Get, $"/{id}")).Integration;

    private async Task<(HttpStatusCode Status, JsonElement Integration)> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/scm_integrations{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "jo");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _gateway!.Public.SendAsync(request);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (response.StatusCode, answer.TryGetProperty("scm_integration", out var integration) ? integration : answer);
    }

    /// <summary>Lets the gateway's clock run in steps, each with a moment for what it sets off.</summary>
    private async Task PassTimeUntilAsync(TimeSpan atMost, Func<Task<bool>> isSoAsync)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var passed = TimeSpan.Zero; passed < atMost; passed += TimeSpan.FromSeconds(15))
        {
            if (await isSoAsync())
            {
                return;
            }

            _time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }

        Assert.Fail($"It did not come about within {atMost}:\n{_log.Text}");
    }
}

/// <summary>Members of JSON answers.</summary>
file static class JsonReading
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
