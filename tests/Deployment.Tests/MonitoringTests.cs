using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests;
using Tests.Common;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.GitHub;
using Tests.Common.StandIns.Hosting;

namespace Deployment.Tests;

/// <summary>The dashboard and the alerts, asked of a real Prometheus that looks at a gateway to which everything happens.</summary>
public sealed partial class MonitoringTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AuthUpstreamStandIn _upstream = new();
    private readonly GitHubStandIn _platform = new();
    private readonly DateTimeOffset _patience = DateTimeOffset.UtcNow.AddSeconds(50);
    private string? _token;
    private GatewayProcess? _gateway;
    private PrometheusServer? _prometheus;

    private PrometheusServer Prometheus => _prometheus!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(_folder.Folder("gateway"), _upstream.Url, new Dictionary<string, string>
        {
            ["Gateway:Limits:CreatesPerOwnerPerMinute"] = "1000",
            ["Gateway:Outbound:AllowPlainHttp"] = "true",
            ["Gateway:Outbound:AllowedNetworks:0"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1/32:{_platform.Port}"),
            ["Gateway:Outbound:AllowedNetworks:1"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1/32:{Nobody}"),
        });
        _prometheus = await PrometheusServer.StartAsync(_folder, _gateway.ManagementAddress);
    }

    public async Task DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { _prometheus, _gateway, _upstream, _platform }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_Query_Of_The_Dashboard_And_Every_Rule_Finds_What_It_Asks_For()
    {
        var queries = Dashboard().ToList();
        var rules = await Prometheus.RulesAsync();
        Assert.True(queries.Count > 25 && rules.Count > 10);
        queries.AddRange(rules.Select(rule => (Query: Threshold().Replace(rule, ""), Legend: "")));

        var empty = new List<string>();
        await Prometheus.WaitUntilAsync(async () =>
        {
            await LetEverythingHappenAsync();
            await Task.Delay(500);
            empty.Clear();
            foreach (var (query, legend) in queries)
            {
                var series = await Prometheus.QueryAsync(query);
                var named = Placeholder().Matches(legend).Select(match => match.Groups[1].Value);
                if (!series.Any() || !named.All(label => series.Any(one => one.TryGetProperty(label, out _))))
                {
                    empty.Add(query);
                }
            }

            Assert.True(empty.Count == 0 || DateTimeOffset.UtcNow < _patience, "These find nothing:\n" + string.Join('\n', empty));
            return empty.Count == 0;
        });

        var labels = await Prometheus.LabelsAsync();
        Assert.All(
            queries.SelectMany(query => Matcher().Matches(query.Query).Select(match => match.Groups[1].Value)).Distinct(),
            label => Assert.Contains(label, labels));
    }

    [Fact]
    public async Task The_Rules_Are_Ones()
        => Assert.Contains("SUCCESS", await Tool.RunWellAsync("promtool", "check", "rules", Repository.Path("deploy/monitoring/gateway.rules.yml")), StringComparison.Ordinal);

    private static int Nobody { get; } = FreePort.Next();

    private static IEnumerable<(string Query, string Legend)> Dashboard()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.Path("deploy/monitoring/grafana-dashboard.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => (
                target.GetProperty("expr").GetString()!
                    .Replace("$job", "gateway", StringComparison.Ordinal)
                    .Replace("$instance", ".*", StringComparison.Ordinal)
                    .Replace("$__rate_interval", "1m", StringComparison.Ordinal),
                target.GetProperty("legendFormat").GetString()!))];
    }

    // Each time with a token of its own, so that there is one to be revoked.
    private async Task LetEverythingHappenAsync()
    {
        var token = _platform.AddToken(_platform.Octo, "token-" + Guid.NewGuid().ToString("N"));
        Assert.Equal(HttpStatusCode.Created, await CallAsync(HttpMethod.Post, "/v1/scm_integrations", Link(_platform.Url, token)));
        await CallAsync(HttpMethod.Post, "/v1/scm_integrations", Link("http://10.0.0.1", token));
        await CallAsync(HttpMethod.Post, "/v1/scm_integrations", Link(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Nobody}"), token));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(HttpMethod.Get, "/v1/scm_integrations"));
        _platform.Revoke(token);
        await CallAsync(HttpMethod.Post, "/v1/scm_integrations/github-enterprise/check");
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(HttpMethod.Get, "/v1/scm_integrations/github-enterprise/orgs"));
        Assert.Equal(HttpStatusCode.NoContent, await CallAsync(HttpMethod.Delete, "/v1/scm_integrations/github-enterprise"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await CallAsync(HttpMethod.Get, "/v1/apps"));
        }

        _upstream.Suffer("/v1/broken", Trouble.Die);
        Assert.Equal(HttpStatusCode.BadGateway, await CallAsync(HttpMethod.Get, "/v1/broken"));
        Assert.True(await _gateway!.IsReadyAsync());
    }

    private async Task<HttpStatusCode> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", _token ??= _upstream.IssueToken(_upstream.Alice));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await _gateway!.Public.SendAsync(request);
        return answer.StatusCode;
    }

    private static object Link(string url, string token)
        => new { scm_integration = new { scm_type = "github-enterprise", url, access_token = token } };

    [GeneratedRegex(@"\s*(==|>|<)\s*[0-9.]+\s*$")]
    private static partial Regex Threshold();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(\w+)(?:=~|!=|!~|=)""")]
    private static partial Regex Matcher();
}
