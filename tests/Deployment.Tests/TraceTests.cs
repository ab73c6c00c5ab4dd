using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tests.Common;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.GitHub;

namespace Deployment.Tests;

/// <summary>One trace from the client through the gateway to the auth API and the platform, as a collector gets it by OTLP.</summary>
public sealed class TraceTests : IAsyncLifetime, IDisposable
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string PlatformToken = "platform-token-canary";

    private readonly TemporaryFolder _folder = new();
    private readonly AuthUpstreamStandIn _upstream = new();
    private readonly GitHubStandIn _platform = new();
    private readonly ConcurrentQueue<string> _exported = new();
    private WebApplication _collector = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _exported.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        });
        await _collector.StartAsync();
        _platform.AddToken(_platform.Octo, PlatformToken);
    }

    public async Task DisposeAsync()
    {
        await _collector.DisposeAsync();
        await _upstream.DisposeAsync();
        await _platform.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_Link_And_A_Proxied_Call_Are_In_The_Clients_Trace_And_No_Token_Is()
    {
        var bearer = _upstream.IssueToken(_upstream.Alice);
        await using var gateway = await GatewayProcess.StartAsync(
            _folder.Path,
            _upstream.Url,
            new Dictionary<string, string>
            {
                ["Gateway:Drain:Delay"] = "00:00:00",
                ["Gateway:Outbound:AllowPlainHttp"] = "true",
                ["Gateway:Outbound:AllowedNetworks:0"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1/32:{_platform.Port}"),
            },
            environment: new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = _collector.Urls.First() + "/v1/traces",
                ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            });

        await SendAsync(gateway, HttpMethod.Post, "/v1/scm_integrations", bearer, HttpStatusCode.Created,
            $$"""{"scm_integration": {"scm_type":"github-enterprise","url":"{{_platform.Url}}","access_token":"{{PlatformToken}}" } }""");
        await SendAsync(gateway, HttpMethod.Get, "/v1/apps", bearer, HttpStatusCode.OK);
        await gateway.WaitUntilAsync(() => Task.FromResult(Exported.Contains("/v1/apps", StringComparison.Ordinal)));
        await gateway.SignalAsync("TERM");
        Assert.Equal(0, await gateway.WaitForExitAsync());

        // The auth API goes on with the trace.
        Assert.All(
            _upstream.Requests.All.Where(request => request.Header("Authorization") is not null),
            request => Assert.Contains(TraceId, request.Header("traceparent") ?? "none", StringComparison.Ordinal));

        // Two requests of the client's, two calls to the auth API, one or more to the platform: each names the trace.
        var id = Encoding.Latin1.GetString(Convert.FromHexString(TraceId));
        Assert.True(Exported.Split(id).Length - 1 >= 5, "Too few spans are in the trace.");
        Assert.Contains(_upstream.Url + "/v1/users/self", Exported, StringComparison.Ordinal);
        Assert.Contains(_platform.Url + "/api/v3/user", Exported, StringComparison.Ordinal);
        Assert.DoesNotContain(PlatformToken, Exported, StringComparison.Ordinal);
        Assert.DoesNotContain(bearer, Exported, StringComparison.Ordinal);
    }

    private string Exported => string.Join('\n', _exported);

    private static async Task SendAsync(
        GatewayProcess gateway, HttpMethod method, string path, string bearer, HttpStatusCode expected, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", bearer);
        request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await gateway.Public.SendAsync(request);
        Assert.True(answer.StatusCode == expected, await answer.Content.ReadAsStringAsync());
    }
}
