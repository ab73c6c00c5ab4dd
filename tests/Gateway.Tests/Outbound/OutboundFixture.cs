using System.Net;
using Gateway.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Gateway.Tests.Outbound;

/// <summary>The lent handler as the gateway wires it, with given settings and, where a test wants them, other seams.</summary>
internal sealed class OutboundFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public OutboundFixture(Dictionary<string, string?> settings, Action<IServiceCollection>? configure = null)
    {
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(Configuration);
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        configure?.Invoke(services);
        if (services.Any(service => service is { IsKeyedService: false } && service.ServiceType == typeof(IHostResolver)))
        {
            // One name server for all, unless a test brings two.
            services.TryAddKeyedSingleton(UpstreamDestinations.ResolverKey, (provider, _) => provider.GetRequiredService<IHostResolver>());
        }

        services.AddOutbound();
        _services = services.BuildServiceProvider();
        Client = new HttpClient(Handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public IConfigurationRoot Configuration { get; }

    public LogLines Log { get; } = new();

    public HttpClient Client { get; }

    public OutboundHandler Handler => Get<OutboundHandler>();

    /// <summary>Opens one port of 127.0.0.1, over plain http, where the stand-in servers of these tests listen.</summary>
    public static Dictionary<string, string?> Opening(int port) => new()
    {
        ["Gateway:Outbound:AllowedNetworks:0"] = $"127.0.0.1/32:{port}",
        ["Gateway:Outbound:AllowPlainHttp"] = "true",
    };

    public static OutboundFixture For(RawServer server, params (string Key, string Value)[] more) => ForPort(server.Port, more);

    public static OutboundFixture ForPort(int port, params (string Key, string Value)[] more)
    {
        var settings = Opening(port);
        foreach (var (key, value) in more)
        {
            settings[$"Gateway:Outbound:{key}"] = value;
        }

        return new OutboundFixture(settings);
    }

    public T Get<T>()
        where T : notnull
        => _services.GetRequiredService<T>();

    public Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken = default)
        => Get<OutboundConnector>().ConnectAsync(new DnsEndPoint(host, port), cancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _services.DisposeAsync();
    }
}
