using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Proxy;
using Gateway.Proxy.Resilience;
using Gateway.ScmIntegrations;
using Gateway.Tests.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms;

namespace Gateway.Tests.Proxy;

/// <summary>The gate in front of a prefix of our own and of a proxy that takes all the rest, on real sockets.</summary>
public sealed class GateFixture : IAsyncLifetime, IAsyncDisposable
{
    private readonly RawServer _upstream = new("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nupstream");
    private readonly Dictionary<string, string?> _settings;
    private WebApplication? _app;

    public GateFixture()
        : this([])
    {
    }

    private GateFixture(Dictionary<string, string?> settings) => _settings = settings;

    private string Host => new Uri(_app!.Urls.First()).Authority;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ReverseProxy:Routes:auth:ClusterId"] = "auth",
            ["ReverseProxy:Routes:auth:Match:Path"] = "{**catch-all}",
            ["ReverseProxy:Clusters:auth:Destinations:primary:Address"] = _upstream.Address.ToString(),
        });
        builder.Configuration.AddInMemoryCollection(_settings.ToDictionary(
            setting => setting.Key, setting => setting.Value?.Replace("{upstream}", _upstream.Address.ToString(), StringComparison.Ordinal)));
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddTransforms(transforms => transforms.AddRequestTransform(ForwardedPath.ApplyAsync))
            .AddResilience();
        _app = builder.Build();
        _app.UseInboundGate();
        _app.UseRouting();
        _app.Map(ScmIntegrationEndpoints.Prefix + "/{**rest}", () => "ours");
        _app.MapReverseProxy();
        await _app.StartAsync();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    internal static async Task<GateFixture> StartAsync(Dictionary<string, string?> settings)
    {
        var fixture = new GateFixture(settings);
        await fixture.InitializeAsync();
        return fixture;
    }

    internal Task<GateAnswer> GetAsync(string target, params string[] headers) => SendAsync("GET", target, headers);

    internal Task<GateAnswer> SendAsync(string method, string target, params string[] headers)
        => SendRawAsync($"{method} {target} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Sends bytes as they are and reads until the server hangs up. <c>{host}</c> stands for its address.</summary>
    internal async Task<GateAnswer> SendRawAsync(string request)
    {
        var before = _upstream.Connections;
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(Host));
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Replace("{host}", Host, StringComparison.Ordinal)));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        return new GateAnswer(answer, _upstream.Connections == before ? null : _upstream.Request);
    }
}
