using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FaultRun;

/// <summary>A steady mix at each door: lists, proxied calls, links.</summary>
internal sealed class Load(World world, Tally tally) : IDisposable
{
    public const string Link = "link";

    // Half an hour of links must fit on the small disk, or it would be full for good.
    private static readonly TimeSpan LinkPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };

    public Task RunAsync(CancellationToken done)
        => Task.WhenAll(world.Doors.Keys.SelectMany(door => new[] { ReadAsync(door, done), LinkAsync(door, done) }));

    public void Dispose() => _client.Dispose();

    private async Task ReadAsync(string door, CancellationToken done)
    {
        var bearer = world.Upstream.IssueToken(world.Upstream.Alice);
        while (!done.IsCancellationRequested)
        {
            await CallAsync(door, "list", HttpMethod.Get, "/v1/scm_integrations", bearer, null, HttpStatusCode.OK);
            await CallAsync(door, "proxied GET", HttpMethod.Get, "/v1/apps", bearer, null, HttpStatusCode.OK);
            await CallAsync(door, "proxied POST", HttpMethod.Post, "/v1/apps", bearer, new { name = "shop" }, HttpStatusCode.OK);
            await PauseAsync(Pause, done);
        }
    }

    // Each owner once, so that what was acknowledged can be asked for at the end.
    private async Task LinkAsync(string door, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            var bearer = world.Upstream.IssueToken(world.Upstream.AddUser("user-" + Guid.NewGuid().ToString("N")), TimeSpan.FromHours(3));
            var body = new { scm_integration = new { scm_type = "github-enterprise", url = world.Platform.Url, access_token = World.PlatformToken } };
            if (await CallAsync(door, Link, HttpMethod.Post, "/v1/scm_integrations", bearer, body, HttpStatusCode.Created) is { } created)
            {
                using var document = JsonDocument.Parse(created);
                tally.Acknowledge(door, bearer, document.RootElement.GetProperty("scm_integration").GetProperty("id").GetString()!);
            }

            await PauseAsync(LinkPause, done);
        }
    }

    private async Task<string?> CallAsync(
        string door, string what, HttpMethod method, string path, string bearer, object? body, HttpStatusCode expected)
    {
        var fault = tally.Current;
        using var request = new HttpRequestMessage(method, new Uri(world.Doors[door], path));
        request.Headers.Authorization = new("Bearer", bearer);
        request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await _client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            tally.Answered();
            if (answer.StatusCode == expected)
            {
                return text;
            }

            tally.Failed(fault, door, what, answer.StatusCode, text);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException or IOException)
        {
            tally.Failed(fault, door, what, null, exception.Message);
        }

        return null;
    }

    private static Task PauseAsync(TimeSpan pause, CancellationToken done)
        => Task.Delay(pause, done).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
