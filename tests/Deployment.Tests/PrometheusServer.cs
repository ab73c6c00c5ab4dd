using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Tests;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>A real Prometheus with what <c>deploy/monitoring</c> says, looking at one gateway every second.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly HttpClient _client;

    private PrometheusServer(RunningProgram program, Uri address)
        => (_program, _client) = (program, new HttpClient { BaseAddress = address });

    public static async Task<PrometheusServer> StartAsync(TemporaryFolder folder, Uri management)
    {
        var port = FreePort.Next();
        var shipped = await File.ReadAllTextAsync(Repository.Path("deploy/monitoring/prometheus.yml"));
        Assert.Contains("- 127.0.0.1:8081", shipped, StringComparison.Ordinal);
        var config = folder.File("prometheus.yml", "global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n" + shipped
            .Replace("- 127.0.0.1:8081", $"- {management.Authority}", StringComparison.Ordinal));
        File.Copy(Repository.Path("deploy/monitoring/gateway.rules.yml"), folder["gateway.rules.yml"]);
        var program = new RunningProgram(
            "prometheus",
            [
                $"--config.file={config}", $"--storage.tsdb.path={folder.Folder("tsdb")}", "--log.level=error",
                "--web.listen-address=127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture),
            ],
            folder.Path);
        var server = new PrometheusServer(program, new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"));
        try
        {
            // It listens before it answers.
            await program.WaitUntilAsync(async () => FreePort.IsTaken(port) && await server.IsReadyAsync());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task WaitUntilAsync(Func<Task<bool>> holds) => _program.WaitUntilAsync(holds);

    /// <summary>The labels of each series that answers a query; a query that is not one fails.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string query)
    {
        using var answer = await _client.GetAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(query), UriKind.Relative));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(body.GetProperty("status").GetString() == "success", $"{query}: {body}");
        return [.. body.GetProperty("data").GetProperty("result").EnumerateArray().Select(series => series.GetProperty("metric"))];
    }

    public async Task<HashSet<string>> LabelsAsync()
        => (await _client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/labels", UriKind.Relative)))
            .GetProperty("data").EnumerateArray().Select(label => label.GetString()!).ToHashSet(StringComparer.Ordinal);

    public async Task<IReadOnlyList<string>> RulesAsync()
        => [.. (await _client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/rules", UriKind.Relative)))
            .GetProperty("data").GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Select(rule => rule.GetProperty("query").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _client.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        using var answer = await _client.GetAsync(new Uri("/-/ready", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }
}
