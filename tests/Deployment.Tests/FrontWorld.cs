using Gateway.Tests.Operations;
using Gateway.Tests.Outbound;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>One front before one gateway before one auth API, for all tests of a class.</summary>
public abstract class FrontWorld(string name) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private GatewayProcess? _gateway;
    private Front? _front;

    internal FakeUpstream Upstream { get; private set; } = null!;

    internal FrontClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Upstream = await FakeUpstream.StartAsync();
        _gateway = await GatewayProcess.StartAsync(_folder.Folder("gateway"), Upstream.Address, new Dictionary<string, string>
        {
            ["Gateway:FrontProxies:Networks:0"] = "127.0.0.1",
        });
        _front = await Front.StartAsync(name, _folder, _certificates.Issue(FrontClient.Host)[0], _gateway.Address);
        Client = new FrontClient(_front.Port, _certificates.AuthorityFile);
    }

    public async Task DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { _front, _gateway, Upstream }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
