using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>The database alone, without caches and keys, over files in memory and with a clock that stands.</summary>
internal sealed class OpenedDatabase : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly StoreMetrics _metrics;
    private readonly long _longJournal;

    private OpenedDatabase(FaultyFiles files, long longJournal)
    {
        Files = files;
        _longJournal = longJournal;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        _metrics = new StoreMetrics(Meter.Factory);
        Database = Make();
    }

    public FaultyFiles Files { get; }

    public FakeTimeProvider Time { get; } = new();

    public LogLines Log { get; } = new();

    public MeterReader Meter { get; } = new();

    public LiteDbDatabase Database { get; private set; }

    public LiteDbScmIntegrationStore Store => new(Database, new Quarantine(_metrics, _loggers.CreateLogger<Quarantine>()));

    public static OpenedDatabase Closed(FaultyFiles? files = null) => new(files ?? new FaultyFiles(), 1 << 20);

    public static async Task<OpenedDatabase> OpenAsync(long longJournal = 1 << 20, FaultyFiles? files = null)
    {
        var opened = new OpenedDatabase(files ?? new FaultyFiles(), longJournal);
        await opened.Database.OpenAsync(default);
        return opened;
    }

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = Make();
        await Database.OpenAsync(default);
    }

    /// <summary>Has a disk call fail until <see cref="FaultyFiles.Fault"/> is taken away.</summary>
    public void FailOn(string file, FileCallKind kind) => Files.Fault = call =>
    {
        if (call.File == file && call.Kind == kind)
        {
            throw new IOException("Input/output error");
        }
    };

    public Task AddAsync(ScmIntegration integration)
        => Database.WriteAsync(integration.OwnerId, session => IntegrationChanges.Add(session, integration, 10_000), default);

    public async Task<IEnumerable<Guid>> IdsAsync(string ownerId)
        => (await Database.ReadAsync(ownerId, session => session.ReadOwned(ownerId), default)).Select(document => document["_id"].AsGuid);

    /// <summary>Keeps the writer busy until disposed.</summary>
    public async Task<IDisposable> KeepBusyAsync()
    {
        var isBusy = new TaskCompletionSource();
        var mayEnd = new ManualResetEventSlim();
        _ = Database.WriteAsync("", _ => { isBusy.SetResult(); mayEnd.Wait(); return true; }, default);
        await isBusy.Task;
        return new Busy(mayEnd);
    }

    public async ValueTask DisposeAsync()
    {
        Files.Fault = null;
        await Database.DisposeAsync();
        Meter.Dispose();
        _loggers.Dispose();
        Log.Dispose();
    }

    private LiteDbDatabase Make() => new(Files, _metrics, Time, _loggers.CreateLogger<LiteDbDatabase>()) { LongJournal = _longJournal };

    private sealed class Busy(ManualResetEventSlim mayEnd) : IDisposable
    {
        public void Dispose() => mayEnd.Set();
    }
}
