using Gateway.Plugins;
using Gateway.Plugins.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Providers.Abstractions;
using Tests.Common;

namespace Plugins.Tests;

/// <summary>A real host with the plugins of a directory, started; without a server.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    public static readonly ScmInstance Instance = ScmInstance.Parse("https://scm.example");

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly ChangeCounts _changes;

    private RunningHost(IHost host, LogLines log, FakeNetwork network, ChangeCounts changes)
    {
        _host = host;
        _changes = changes;
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
        Action<IServiceCollection>? configure = null,
        Action<IConfigurationBuilder>? addSettings = null)
    {
        var log = new LogLines();
        var network = new FakeNetwork();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = plugins.Outside });
        builder.Configuration.AddInMemoryCollection(settings);
        addSettings?.Invoke(builder.Configuration);
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddKeyedSingleton<HttpMessageHandler>(LentHandler.ServiceKey, network);
        builder.AddPlugins();
        builder.Services.PostConfigure<PluginOptions>(options => (options.QuietTime, options.PollInterval) = (Quiet, Poll));
        builder.Services.PostConfigure<PlatformCallOptions>(options => options.Timeout = timeout ?? TimeSpan.FromSeconds(10));
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        var changes = new ChangeCounts(host.Services);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            changes.Dispose();
            host.Dispose();
            throw;
        }

        return new RunningHost(host, log, network, changes);
    }

    public PluginStatus StatusOf(string plugin) => Statuses.Plugins.Single(status => status.Name == plugin);

    /// <summary>Null when none of its builds serves.</summary>
    public PluginStatus? ServingOf(string plugin)
        => Statuses.Plugins.SingleOrDefault(status => status.Name == plugin && status.State == PluginState.Serving);

    /// <summary>What this host has counted of changes, as «added=1 refused=2».</summary>
    public string Changes => _changes.Text;

    /// <summary>Waits until a build of a plugin serves: the one with this version, if one is named.</summary>
    public Task UntilServesAsync(string plugin, string? version = null)
        => UntilAsync(() => ServingOf(plugin) is { } status && (version is null || status.Version!.StartsWith(version, StringComparison.Ordinal)));

    /// <summary>Waits until a build of a plugin is in this state, for this reason if one is given.</summary>
    public Task UntilAsync(string plugin, PluginState state, string reason = "")
        => UntilAsync(() => Statuses.Plugins.Any(status
            => status.Name == plugin && status.State == state && (status.Reason ?? "").Contains(reason, StringComparison.Ordinal)));

    public Task UntilAsync(Func<bool> condition)
        => Eventually.HoldsAsync(() => Task.FromResult(condition()), Patience, () => string.Join('\n', Statuses.Plugins.Select(status => $"{status}")) + '\n' + Log.Text);

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
        _changes.Dispose();
        _host.Dispose();
    }
}
