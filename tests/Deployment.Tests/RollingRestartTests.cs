using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Storage.PostgresTests;
using Tests.Common;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.GitHub;

namespace Deployment.Tests;

/// <summary>Two gateways over one PostgreSQL behind a balancer, one after the other restarted while requests come.</summary>
public sealed class RollingRestartTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime, IDisposable
{
    private const int Readers = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly AuthUpstreamStandIn _upstream = new();
    private readonly GitHubStandIn _platform = new();
    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentBag<(string Bearer, string Id)> _acknowledged = [];
    private readonly GatewayProcess?[] _gateways = new GatewayProcess?[2];
    private string _database = "";
    private int _answered;

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _platform.AddToken(_platform.Octo, "good");
        for (var index = 0; index < _gateways.Length; index++)
        {
            _gateways[index] = await StartAsync(index, []);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { _gateways[0], _gateways[1], _upstream, _platform }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_Request_Fails_And_Nothing_That_Was_Acknowledged_Is_Lost()
    {
        await using var balancer = await Balancer.StartAsync([.. _gateways.Select(gateway => (gateway!.Address, gateway.ManagementAddress))]);
        await _gateways[0]!.WaitUntilAsync(() => Task.FromResult(balancer.Ready == 2));
        using var client = new HttpClient { BaseAddress = balancer.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var done = new CancellationTokenSource();
        var bearer = _upstream.IssueToken(_upstream.Alice);
        var load = Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(client, bearer, done.Token)).Append(CreateAsync(client, done.Token)));

        for (var index = 0; index < _gateways.Length; index++)
        {
            await RestartAsync(index);
            await _gateways[index]!.WaitUntilAsync(() => Task.FromResult(balancer.Ready == 2));
            var seen = Volatile.Read(ref _answered);
            await _gateways[index]!.WaitUntilAsync(() => Task.FromResult(Volatile.Read(ref _answered) > seen + 100));
        }

        await done.CancelAsync();
        await load;
        Assert.Empty(_failures);
        Assert.NotEmpty(_acknowledged);
        foreach (var (owner, id) in _acknowledged)
        {
            using var request = Request(HttpMethod.Get, "/v1/scm_integrations/" + id, owner);
            using var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{id} is lost: {(int)answer.StatusCode}");
        }
    }

    private async Task RestartAsync(int index)
    {
        var old = _gateways[index]!;
        await old.SignalAsync("TERM");
        Assert.Equal(0, await old.WaitForExitAsync());
        await old.DisposeAsync();
        _gateways[index] = await StartAsync(index, new Dictionary<string, string>
        {
            ["Urls"] = old.Address.GetLeftPart(UriPartial.Authority),
            ["Gateway:Management:Url"] = old.ManagementAddress.GetLeftPart(UriPartial.Authority),
        });
    }

    private Task<GatewayProcess> StartAsync(int index, Dictionary<string, string> settings)
        => GatewayProcess.StartAsync(_folder.Folder("gateway" + index.ToString(CultureInfo.InvariantCulture)), _upstream.Url, new Dictionary<string, string>(settings)
        {
            ["Gateway:Storage:Kind"] = "Postgres",
            ["Gateway:Storage:Postgres:ConnectionString"] = _database,
            ["Gateway:Keys:Directory"] = _folder["keys"],
            ["Gateway:Drain:Delay"] = "00:00:02",
            ["Gateway:Limits:PerOwnerPerMinute"] = "1000000",
            ["Gateway:Outbound:AllowPlainHttp"] = "true",
            ["Gateway:Outbound:AllowedNetworks:0"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1/32:{_platform.Port}"),
        });

    private async Task ReadAsync(HttpClient client, string bearer, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await CallAsync(client, Request(HttpMethod.Get, "/v1/scm_integrations", bearer), 200);
            await CallAsync(client, Request(HttpMethod.Get, "/v1/apps", bearer), 200);
            await CallAsync(client, Request(HttpMethod.Post, "/v1/apps", bearer, new { name = "shop" }), 200);
        }
    }

    private async Task CreateAsync(HttpClient client, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var bearer = _upstream.IssueToken(_upstream.AddUser("user-" + Guid.NewGuid().ToString("N")));
            var body = new { scm_integration = new { scm_type = "github-enterprise", url = _platform.Url, access_token = "good" } };
            if (await CallAsync(client, Request(HttpMethod.Post, "/v1/scm_integrations", bearer, body), 201) is { } created)
            {
                _acknowledged.Add((bearer, created.RootElement.GetProperty("scm_integration").GetProperty("id").GetString()!));
            }
        }
    }

    private async Task<JsonDocument?> CallAsync(HttpClient client, HttpRequestMessage request, int expected)
    {
        try
        {
            using (request)
            using (var answer = await client.SendAsync(request))
            {
                var body = await answer.Content.ReadAsStringAsync();
                Interlocked.Increment(ref _answered);
                if ((int)answer.StatusCode == expected)
                {
                    return JsonDocument.Parse(body);
                }

                _failures.Add($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {body}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException or IOException)
        {
            _failures.Add($"{request.Method} {request.RequestUri}: {exception.Message}");
        }

        return null;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string bearer, object? body = null)
    {
        // Not JsonContent: its chunks would not tell the balancer that there is a body.
        var content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", bearer);
        return request;
    }
}
