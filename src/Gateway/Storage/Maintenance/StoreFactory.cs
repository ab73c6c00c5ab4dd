using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace Gateway.Storage.Maintenance;

/// <summary>Makes the store of a kind, from its settings; whoever asks disposes of it.</summary>
internal sealed class StoreFactory(IServiceProvider provider, IOptions<StorageOptions> options, IHostEnvironment environment)
{
    private string LiteDbPath => Path.GetFullPath(options.Value.LiteDb.Path, environment.ContentRootPath);

    /// <summary>The one place that chooses.</summary>
    public IStoreBackend CreateStore(StorageKind kind) => kind switch
    {
        StorageKind.LiteDb => CreateLiteDb(LiteDbPath),
        StorageKind.Postgres => CreatePostgres(),
        _ => throw new InvalidOperationException($"Gateway:Storage:Kind has no store for {kind}."),
    };

    public IStoreMaintenance CreateMaintenance(StorageKind kind) => kind == StorageKind.LiteDb
        ? ActivatorUtilities.CreateInstance<LiteDbMaintenance>(provider, LiteDbPath, (Func<string, LiteDbScmIntegrationStore>)CreateLiteDb)
        : CreatePostgresMaintenance();

    private LiteDbScmIntegrationStore CreateLiteDb(string path)
        => ActivatorUtilities.CreateInstance<LiteDbScmIntegrationStore>(
            provider, ActivatorUtilities.CreateInstance<LiteDbDatabase>(provider, new DiskFiles(path)));

    private PostgresScmIntegrationStore CreatePostgres()
    {
        var connections = Connect();
        return ActivatorUtilities.CreateInstance<PostgresScmIntegrationStore>(
            provider,
            connections,
            ActivatorUtilities.CreateInstance<Migrator>(provider, connections),
            ActivatorUtilities.CreateInstance<ChangeListener>(provider, connections));
    }

    private PostgresMaintenance CreatePostgresMaintenance()
    {
        var connections = Connect();
        return ActivatorUtilities.CreateInstance<PostgresMaintenance>(
            provider, connections, ActivatorUtilities.CreateInstance<Migrator>(provider, connections));
    }

    private PostgresConnections Connect()
        => string.IsNullOrWhiteSpace(options.Value.Postgres.ConnectionString)
            ? throw new StoreUnavailableException("Gateway:Storage:Postgres:ConnectionString is not set.")
            : new PostgresConnections(options.Value.Postgres.ConnectionString);
}
