using Gateway.Configuration;
using Gateway.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Operations;

/// <summary>The whole gateway on real sockets, in a folder of its own, before a stand-in for the auth API.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private RunningGateway(DirectoryInfo folder, WebApplication app, FakeUpstream upstream, FakeStore store)
    {
        (_folder, _app, Upstream, Store) = (folder, app, upstream, store);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        Public = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Management = new HttpClient { BaseAddress = new Uri(addresses[^1]) };
    }

    public FakeUpstream Upstream { get; }

    public FakeStore Store { get; }

    public HttpClient Public { get; }

    public HttpClient Management { get; }

    public IServiceProvider Services => _app.Services;

    public string SettingsFile => Path.Combine(_folder.FullName, "appsettings.json");

    public static async Task<RunningGateway> StartAsync(
        string? settings = null, Action<WebApplicationBuilder>? configure = null, bool withStore = false, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-running-");
        if (settings is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), settings);
        }

        var upstream = await FakeUpstream.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(
        [
            $"--contentRoot={folder.FullName}",
            "--hostBuilder:reloadConfigOnChange=false",
            "--Urls=http://127.0.0.1:0",
            "--Gateway:Management:Url=http://127.0.0.1:0",
            $"--ReverseProxy:Clusters:auth:Destinations:primary:Address={upstream.Address}",
            .. arguments,
        ]);
        builder.AddGateway();
        builder.Logging.ClearProviders();
        var store = new FakeStore();
        if (!withStore)
        {
            builder.Services.AddSingleton<IScmIntegrationStore>(store);
        }

        configure?.Invoke(builder);

        var app = builder.Build();
        await app.CheckSettingsAsync();
        app.UseGateway();
        await app.StartAsync();
        return new RunningGateway(folder, app, upstream, store);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Management.Dispose();
        await _app.DisposeAsync();
        await Upstream.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
