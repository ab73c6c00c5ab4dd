using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Configuration;

public sealed class SettingsReloadTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_Valid_Change_Is_The_Next_Generation()
    {
        await using var gateway = await StartAsync(Settings("one"));
        Assert.Equal("one", await MarkAsync(gateway));

        await ChangeAsync(gateway, Settings("two"), state => state.Generation == 2);

        Assert.Equal("two", await MarkAsync(gateway));
    }

    [Theory]
    [InlineData("\"Gateway\": { \"Nonsense\": 1 }", "Gateway:Nonsense is not a setting.")]
    [InlineData("\"Gateway\": { \"Drain\": { \"Limit\": \"00:00:00\" } }", "Gateway:Drain:Limit must be from")]
    [InlineData("\"ReverseProxy\": { \"Routes\": { \"more\": { \"ClusterId\": \"nowhere\" } } }", "names «nowhere»")]
    [InlineData(
        "\"ReverseProxy\": { \"Routes\": { \"more\": { \"ClusterId\": \"auth\", \"Match\": { \"Path\": \"/x\" }, \"AuthorizationPolicy\": \"default\" } } }",
        "ReverseProxy:Routes:more:AuthorizationPolicy must be left out")]
    [InlineData("\"Gateway\": {", "appsettings.json")]
    public async Task A_Bad_Change_Keeps_The_Last_Good_One_And_Says_So_In_Log_And_Readiness(string bad, string problem)
    {
        await using var gateway = await StartAsync(Settings("one"));

        await ChangeAsync(gateway, Settings("two", bad), state => state.Problems.Count > 0);

        Assert.Equal("one", await MarkAsync(gateway));
        Assert.Contains(problem, _log.Text, StringComparison.Ordinal);
        var check = (await gateway.Management.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("checks").GetProperty("settings");
        Assert.Equal("degraded", check.GetProperty("status").GetString());
        Assert.Contains(problem, check.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await ChangeAsync(gateway, Settings("three"), state => state.Generation == 2);

        Assert.Equal("three", await MarkAsync(gateway));
    }

    private Task<RunningGateway> StartAsync(string settings) => RunningGateway.StartAsync(settings, builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Logging.AddProvider(_log);
    });

    // What the upstream is sent tells which settings are in use.
    private static string Settings(string mark, string more = "\"Logging\": {}") =>
        $$"""
        {
          "ReverseProxy": { "Routes": { "auth": { "Transforms": [ { "RequestHeader": "X-Mark", "Set": "{{mark}}" } ] } } },
          {{more}}
        }
        """;

    private async Task ChangeAsync(RunningGateway gateway, string settings, Func<SettingsState.Snapshot, bool> isSeen)
    {
        var state = gateway.Services.GetRequiredService<SettingsState>();
        await File.WriteAllTextAsync(gateway.SettingsFile, settings);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSeen(state.Current))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<string> MarkAsync(RunningGateway gateway)
    {
        await gateway.Public.GetStringAsync(new Uri("/v1/apps", UriKind.Relative));
        return gateway.Upstream.Requests.Last(request => request.Path == "/v1/apps").Headers["X-Mark"].ToString();
    }
}
