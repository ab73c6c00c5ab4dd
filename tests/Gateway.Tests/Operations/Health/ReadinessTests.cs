using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Operations.Draining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Operations.Health;

public sealed class ReadinessTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Live_As_Soon_As_It_Answers()
    {
        await using var gateway = await StartAsync();

        Assert.Equal("live", (await gateway.Management.GetFromJsonAsync<JsonElement>("/health/live")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_With_Each_Check_By_Name()
    {
        await using var gateway = await StartAsync();

        var (status, answer) = await AskAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ready", answer.GetProperty("status").GetString());
        Assert.Equal(
            ["plugins", "settings", "stopping", "store", "upstream"],
            answer.GetProperty("checks").EnumerateObject().Select(check => check.Name).Order(StringComparer.Ordinal));
        Assert.All(answer.GetProperty("checks").EnumerateObject(), check => Assert.Equal("ready", check.Value.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Not_Ready_While_The_Store_Cannot_Be_Read_And_Ready_Again_After()
    {
        await using var gateway = await StartAsync();

        gateway.Store.IsAway = true;
        var (away, answer) = await AskAsync(gateway);
        gateway.Store.IsAway = false;
        var (back, _) = await AskAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away);
        Assert.Equal("not ready", Check(answer, "store").GetProperty("status").GetString());
        Assert.Equal("The store was told to be away.", Check(answer, "store").GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, back);
    }

    [Fact]
    public async Task Not_Ready_Without_A_Required_Plugin()
    {
        await using var gateway = await StartAsync("--Gateway:Plugins:Required:0=github-enterprise");

        var (status, answer) = await AskAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("github-enterprise", Check(answer, "plugins").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_Ready_Before_The_Upstream_Was_Seen_And_Only_Degraded_After()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Answer = Fail;
        var (never, _) = await AskAsync(gateway);

        gateway.Upstream.Answer = null;
        _time.Advance(TimeSpan.FromSeconds(3));
        var (seen, _) = await AskAsync(gateway);

        gateway.Upstream.Answer = Fail;
        _time.Advance(TimeSpan.FromSeconds(3));
        var (gone, answer) = await AskAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, never);
        Assert.Equal(HttpStatusCode.OK, seen);
        Assert.Equal(HttpStatusCode.OK, gone);
        Assert.Equal("degraded", answer.GetProperty("status").GetString());
        Assert.Contains("500", Check(answer, "upstream").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Upstream_Is_Not_Asked_As_Often_As_Readiness_Is()
    {
        await using var gateway = await StartAsync();

        for (var i = 0; i < 5; i++)
        {
            await AskAsync(gateway);
        }

        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Not_Ready_While_Draining_And_Answers_Close_Their_Connections()
    {
        await using var gateway = await StartAsync();
        gateway.Services.GetRequiredService<DrainState>().Begin();

        var (status, answer) = await AskAsync(gateway);
        using var proxied = await gateway.Public.GetAsync("/anything");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("not ready", Check(answer, "stopping").GetProperty("status").GetString());
        Assert.Equal("upstream", await proxied.Content.ReadAsStringAsync());
        Assert.True(proxied.Headers.ConnectionClose);
    }

    private Task<RunningGateway> StartAsync(params string[] arguments)
        => RunningGateway.StartAsync(configure: builder => builder.Services.AddSingleton<TimeProvider>(_time), arguments: arguments);

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(RunningGateway gateway)
    {
        using var response = await gateway.Management.GetAsync("/health/ready");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static JsonElement Check(JsonElement answer, string name) => answer.GetProperty("checks").GetProperty(name);

    private static Task Fail(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }
}
