using Gateway.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tests.Common;

namespace Gateway.Tests.Storage;

/// <summary>The store as the gateway composes it, in a folder of its own, that can be closed and opened again.</summary>
internal sealed class StoreHost(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? replace = null) : IAsyncDisposable
{
    private IHost? _host;

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-store-").FullName;

    public string DataFile => Path.Combine(Folder, "store", "gateway.db");

    public string KeyFolder => Path.Combine(Folder, "keys");

    public LogLines Log { get; } = new();

    public IServiceProvider Services => _host!.Services;

    public IScmIntegrationStore Store => Services.GetRequiredService<IScmIntegrationStore>();

    public IStoreBackend Backend => Services.GetRequiredService<IStoreBackend>();

    public static StoreHost Create(IReadOnlyDictionary<string, string?> settings) => new(settings);

    public static async Task<StoreHost> StartNewAsync(Action<IServiceCollection>? replace = null)
    {
        var host = new StoreHost(new Dictionary<string, string?>(), replace);
        await host.StartAsync();
        return host;
    }

    /// <summary>For what is done without starting: the host is made, if it is not there.</summary>
    public T Resolve<T>()
        where T : notnull
    {
        _host ??= Build();
        return Services.GetRequiredService<T>();
    }

    public async Task StartAsync()
    {
        await StopAsync();
        _host = Build();
        try
        {
            await _host.StartAsync();
        }
        catch
        {
            await StopAsync();
            throw;
        }
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
            _host = null;
        }
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Storage:LiteDb:Path"] = "store/gateway.db",
            ["Gateway:Keys:Directory"] = "keys",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddMetrics();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.AddStorage();
        replace?.Invoke(builder.Services);
        return builder.Build();
    }
}
