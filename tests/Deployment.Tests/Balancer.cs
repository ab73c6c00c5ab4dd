using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Deployment.Tests;

/// <summary>
/// What stands before several gateways: asks each for its readiness, sends requests to those that are ready in turn, and never sends one twice.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly HttpClient _prober = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly CancellationTokenSource _stopping = new();
    private readonly IReadOnlyList<(Uri Address, Uri Management)> _gateways;
    private readonly Task _probing;
    private volatile List<Uri> _ready = [];
    private int _turn;

    private Balancer(WebApplication app, IReadOnlyList<(Uri Address, Uri Management)> gateways)
    {
        (_app, _gateways) = (app, gateways);
        _probing = ProbeAsync();
    }

    public Uri Address => new(_app.Urls.First());

    public int Ready => _ready.Count;

    public static async Task<Balancer> StartAsync(params (Uri Address, Uri Management)[] gateways)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var balancer = new Balancer(app, gateways);
        app.Run(balancer.ForwardAsync);
        await app.StartAsync();
        return balancer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _probing;
        await _app.DisposeAsync();
        _client.Dispose();
        _prober.Dispose();
        _stopping.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var ready = _ready;
        if (ready.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var gateway = ready[(int)((uint)Interlocked.Increment(ref _turn) % (uint)ready.Count)];
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(gateway, context.Request.Path + context.Request.QueryString));
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is "Authorization" or "Content-Type" or "Content-Length"))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        using var answer = await _client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task ProbeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var ready = new List<Uri>();
            foreach (var (address, management) in _gateways)
            {
                if (await IsReadyAsync(management))
                {
                    ready.Add(address);
                }
            }

            _ready = ready;
            await Task.Delay(Interval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsReadyAsync(Uri management)
    {
        try
        {
            using var answer = await _prober.GetAsync(new Uri(management, "/health/ready"), _stopping.Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
