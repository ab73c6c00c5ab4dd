using System.Runtime.CompilerServices;
using Gateway.ScmIntegrations;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Maintenance;
using LiteDB;

namespace Gateway.Storage.LiteDb;

/// <summary>
/// The data file with the journal over it, as they were when this was opened. The data file is pinned meanwhile, and the journal only grows, so a
/// gateway that is running goes on as it was.
/// </summary>
internal sealed class LiteDbSnapshot : IStoreSnapshot
{
    private const int PageSize = 256;
    private const int MaxTries = 600;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IDisposable _pin;
    private readonly JournaledFile _file;
    private readonly LiteDbSession _session;
    private readonly Quarantine _quarantine;

    private LiteDbSnapshot(IDisposable pin, JournaledFile file, LiteDbSession session, Quarantine quarantine)
    {
        _pin = pin;
        _file = file;
        _session = session;
        _quarantine = quarantine;
    }

    public static async Task<LiteDbSnapshot> OpenAsync(DiskFiles files, Quarantine quarantine, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(files.Name))
        {
            throw new StoreUnavailableException($"There is no store «{files.Name}».");
        }

        var pin = await PinAsync(files, time, cancellationToken);
        JournaledFile? file = null;
        try
        {
            file = files.OpenForReading();
            file.Load();
            DataFileCheck.Check(file);
            return new LiteDbSnapshot(pin, file, new LiteDbSession(file), quarantine);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            pin.Dispose();
            throw new StoreUnavailableException($"The store «{files.Name}» cannot be read: {exception.Message}", exception);
        }
    }

    public async IAsyncEnumerable<ScmIntegration> ReadIntegrationsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ReadPagesAsync(Schema.Integrations, cancellationToken))
        {
            foreach (var integration in IntegrationDocument.ReadAll(page, _quarantine))
            {
                yield return integration;
            }
        }
    }

    public async IAsyncEnumerable<string> ReadAdoptedOwnersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ReadPagesAsync(Schema.Owners, cancellationToken))
        {
            foreach (var owner in page)
            {
                yield return owner[Schema.OwnerId].AsString;
            }
        }
    }

    public Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<KeyUse>>(KeyDocument.ReadAll(_session));

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _file.Dispose();
        _pin.Dispose();
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<List<BsonDocument>> ReadPagesAsync(string collection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BsonValue? last = null;
        while (_session.ReadPage(collection, last, PageSize) is { Count: > 0 } page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
            await Task.Yield();
            last = page[^1][Schema.Id];
        }
    }

    private static async Task<IDisposable> PinAsync(DiskFiles files, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (files.TryPinData() is { } pin)
            {
                return pin;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new StoreUnavailableException($"The store «{files.Name}» is being changed all the time.");
    }
}
