using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Plugins.Invocation;
using Gateway.Tests.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>A gateway with a clock of its own, a platform that can turn against tokens, and a receiver of what the webhook tells.</summary>
internal sealed class HealthWorld : IAsyncDisposable
{
    public const string WebhookSecret = "a secret of 16 or more";

    /// <summary>How old an answer may grow. Short, since a clock that is put forward lets every timer of the gateway run for all of it.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    private FakeUpstream? _receiver;
    private RunningGateway? _gateway;

    private HealthWorld() => Platform = new StubPlatform(Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    public StubPlatform Platform { get; }

    public LogLines Log { get; } = new();

    public RunningGateway Gateway => _gateway!;

    /// <summary>Every call of the webhook, in order.</summary>
    public ConcurrentQueue<(string Body, string Signature)> Told { get; } = new();

    /// <summary>How many further calls of the webhook fail.</summary>
    public int FailuresToCome { get; set; }

    public static async Task<HealthWorld> StartAsync()
    {
        var world = new HealthWorld();
        var receiver = world._receiver = await FakeUpstream.StartAsync();
        receiver.Answer = world.ReceiveAsync;
        world._gateway = await RunningGateway.StartAsync(
            configure: world.Replace,
            withStore: true,
            arguments:
            [
                $"--Gateway:Plugins:Directory={Repository.Path("plugins")}",
                "--Gateway:Sweep:CallsPerSecond=1",
                $"--Gateway:Sweep:Period={Period}",
                $"--Gateway:Webhook:Url={receiver.Address}/hook",
                $"--Gateway:Webhook:Secret={WebhookSecret}",
            ]);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _receiver!.DisposeAsync();
        Platform.Dispose();
        Log.Dispose();
    }

    public async Task<string> LinkAsync(string token)
    {
        var (status, integration) = await CallAsync(HttpMethod.Post, "", Payload.Create("github-enterprise", "https://ghe.example.com", token));
        Assert.Equal(HttpStatusCode.Created, status);
        return integration.Text("id")!;
    }

    public Task<(HttpStatusCode Status, JsonElement Integration)> CheckAsync(string id) => CallAsync(HttpMethod.Post, $"/{id}/check");

    public async Task<JsonElement> ShowAsync(string id) => (await CallAsync(HttpMethod.Get, $"/{id}")).Integration;

    /// <summary>Has the platform asked for something with the token.</summary>
    public async Task<HttpStatusCode> UseAsync(string id) => (await CallAsync(HttpMethod.Get, $"/{id}/branches?repo_name=owner/name")).Status;

    /// <summary>Calls the API; of what it answers the integration, where there is one.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Integration)> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/v1/scm_integrations{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "jo");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Gateway.Public.SendAsync(request);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return (response.StatusCode, answer.TryGetProperty("scm_integration", out var integration) ? integration : answer);
    }

    /// <summary>Lets the gateway's clock run in steps, each with a moment for what it sets off.</summary>
    public async Task PassTimeUntilAsync(TimeSpan atMost, Func<Task<bool>> isSoAsync)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var passed = TimeSpan.Zero; passed < atMost; passed += Step)
        {
            if (await isSoAsync())
            {
                return;
            }

            Time.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }

        Assert.Fail($"It did not come about within {atMost}:\n{Log.Text}");
    }

    private void Replace(WebApplicationBuilder builder)
    {
        builder.Services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, Platform);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Logging.AddProvider(Log);
    }

    // The webhook calls one after the other, so nothing here happens at once.
    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = FailuresToCome-- > 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
        Told.Enqueue((body, context.Request.Headers["X-Gateway-Signature"].ToString()));
    }
}
