using Gateway.Storage.Protection;

namespace Gateway.Storage;

/// <summary>Opens the store before the first request, and closes it after the last; what is wrong with it stops the start.</summary>
internal sealed class StorageStartup(IStoreBackend backend, KeyCheck keys) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await backend.OpenAsync(cancellationToken);
        await keys.RunAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await backend.DisposeAsync();
}
