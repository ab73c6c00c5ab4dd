using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>A real host with the plugins of a directory, started; without a server.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    public static readonly ScmInstance Instance = ScmInstance.Parse("https://scm.example");

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly IHost _host;

    private RunningHost(IHost host, LogLines log, FakeNetwork network)
    {
        _host = host;
        Log = log;
        Network = network;
    }

    public LogLines Log { get; }

    public FakeNetwork Network { get; }

    public IProviderCatalog Catalog => _host.Services.GetRequiredService<IProviderCatalog>();

    public IProviderInvoker Invoker => _host.Services.GetRequiredService<IProviderInvoker>();

    public IPluginStatuses Statuses => _host.Services.GetRequiredService<IPluginStatuses>();

    public IServiceProvider Services => _host.Services;

    public static async Task<RunningHost> StartAsync(
        PluginDirectory plugins,
        Dictionary<string, string?>? settings = null,
        TimeSpan? timeout = null,
        Action<IServiceCollection>? configure = null)
    {
        var log = new LogLines();
        var network = new FakeNetwork();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = plugins.Outside });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, network);
        builder.AddPlugins();
        builder.Services.PostConfigure<PluginOptions>(options => (options.QuietTime, options.PollInterval) = (Quiet, Poll));
        builder.Services.PostConfigure<PlatformCallOptions>(options => options.Timeout = timeout ?? TimeSpan.FromSeconds(10));
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new RunningHost(host, log, network);
    }

    public PluginStatus StatusOf(string plugin) => Statuses.Plugins.Single(status => status.Name == plugin);

    public Task<ScmResult<ScmAccount>> AskAsync(
        string type, string token = "calm", ScmInstance? instance = null, CancellationToken cancellationToken = default)
        => Invoker.InvokeAsync<IScmProvider, ScmAccount>(
            ScmType.Parse(type),
            instance ?? Instance,
            ScmAccessToken.Parse(token),
            (provider, connection, deadline) => provider.GetAccountAsync(connection, deadline),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
