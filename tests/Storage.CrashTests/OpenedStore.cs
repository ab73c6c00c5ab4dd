using System.Diagnostics.Metrics;
using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Protection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Storage.CrashTests;

/// <summary>The LiteDB store with tokens sealed, over given files.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly LiteDbScmIntegrationStore _backend;
    private readonly SealBudget _budget;

    private OpenedStore(LiteDbScmIntegrationStore backend, SealBudget budget, IScmIntegrationStore store)
    {
        _backend = backend;
        _budget = budget;
        Store = store;
    }

    public IScmIntegrationStore Store { get; }

    public static async Task<OpenedStore> OpenAsync(IStoreFiles files, KeyRing ring, TimeProvider time, IMeterFactory meters)
    {
        var metrics = new StoreMetrics(meters);
        var quarantine = new Quarantine(metrics, NullLogger<Quarantine>.Instance);
        var database = new LiteDbDatabase(files, metrics, time, NullLogger<LiteDbDatabase>.Instance) { LongJournal = 300_000 };
        var backend = new LiteDbScmIntegrationStore(database, quarantine);
        await backend.OpenAsync(default);
        var budget = new SealBudget(backend);
        return new OpenedStore(backend, budget, new ProtectingScmIntegrationStore(
            backend, new TokenProtector(ring, budget), quarantine, NullLogger<ProtectingScmIntegrationStore>.Instance));
    }

    public async ValueTask DisposeAsync()
    {
        _budget.Dispose();
        await _backend.DisposeAsync();
    }
}
