using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Tests.Operations;
using Tests.Common;

namespace Deployment.Tests;

public sealed class SettingsReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Change_That_Is_Not_Valid_Is_Seen_In_Log_Metric_And_Readiness_Until_It_Is_Mended()
    {
        _folder.File("appsettings.json", "{}");
        await using var upstream = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(_folder.Path, upstream.Address);

        _folder.File("appsettings.json", """{ "Gateway": { "Nonsense": true } }""");
        await gateway.WaitUntilAsync(() => HasAsync(gateway, "gateway_settings_rejected", 1));
        var check = (await gateway.Management.GetFromJsonAsync<JsonElement>(new Uri("/health/ready", UriKind.Relative))).GetProperty("checks").GetProperty("settings");

        Assert.Equal("degraded", check.GetProperty("status").GetString());
        Assert.Contains("Gateway:Nonsense is not a setting.", check.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("generation 1 stays in use. Gateway:Nonsense is not a setting.", gateway.Output, StringComparison.Ordinal);
        Assert.True(await HasAsync(gateway, "gateway_settings_generation", 1));
        Assert.Equal("upstream", await gateway.Public.GetStringAsync(new Uri("/v1/apps", UriKind.Relative)));

        _folder.File("appsettings.json", """{ "Gateway": { "Adopt": false } }""");
        await gateway.WaitUntilAsync(() => HasAsync(gateway, "gateway_settings_generation", 2));
        Assert.True(await HasAsync(gateway, "gateway_settings_rejected", 0));
    }

    private static async Task<bool> HasAsync(GatewayProcess gateway, string metric, int value)
        => (await gateway.Management.GetStringAsync(new Uri("/metrics", UriKind.Relative)))
            .Contains($$"""{{metric}}{otel_scope_name="Gateway"} {{value}}""", StringComparison.Ordinal);
}
