using Gateway.Tests.Operations;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>On how many threads the program waits for its sockets, as the kernel lists them.</summary>
public sealed class SocketThreadsTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private FakeUpstream _upstream = null!;

    public async Task InitializeAsync() => _upstream = await FakeUpstream.StartAsync();

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task There_Is_One_More_Than_Cores()
        => Assert.Equal(Environment.ProcessorCount + 1, await CountAsync(new Dictionary<string, string>()));

    [Fact]
    public async Task Whoever_Starts_The_Program_May_Say_Otherwise()
        => Assert.Equal(1, await CountAsync(new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1" }));

    private async Task<int> CountAsync(Dictionary<string, string> environment)
    {
        await using var gateway = await GatewayProcess.StartAsync(_folder.Path, _upstream.Address, environment: environment);
        var threads = Directory.GetDirectories($"/proc/{gateway.Id}/task");
        return threads.Count(thread => File.ReadAllText(Path.Combine(thread, "comm")).StartsWith(".NET Sockets", StringComparison.Ordinal));
    }
}
