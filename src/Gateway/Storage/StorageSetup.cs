using Gateway.Configuration;
using Gateway.Storage.Caching;
using Gateway.Storage.LiteDb;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Storage.Postgres;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Storage;

internal static class StorageSetup
{
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddGatewayOptions<StorageOptions>("Gateway:Storage", StorageOptions.Validate);
        services.AddGatewayOptions<KeyOptions>("Gateway:Keys", options =>
            string.IsNullOrWhiteSpace(options.Directory) ? ["Gateway:Keys:Directory must be set."] : []);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<Quarantine>();
        services.AddProtection();
        services.AddSingleton(provider => new OwnerCache(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.CacheSize, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(ChooseBackend);
        services.AddSingleton<IScmIntegrationStore>(provider => provider.GetRequiredService<IStoreBackend>());
        services.Decorate<IScmIntegrationStore, CachingScmIntegrationStore>();
        services.Decorate<IScmIntegrationStore, ProtectingScmIntegrationStore>();
        services.Decorate<IScmIntegrationStore, MeasuringScmIntegrationStore>();
        services.AddHostedService<StorageStartup>();
        return builder;
    }

    private static void AddProtection(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyLedger>(provider => provider.GetRequiredService<IStoreBackend>());
        services.AddSingleton<SealBudget>();
        services.AddSingleton<ITokenProtector, TokenProtector>();
        services.AddSingleton<KeyCheck>();
    }

    private static IStoreBackend ChooseBackend(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return options.Kind switch
        {
            StorageKind.LiteDb => ActivatorUtilities.CreateInstance<LiteDbScmIntegrationStore>(provider, OpenLiteDb(provider, options.LiteDb)),
            StorageKind.Postgres => OpenPostgres(provider, options.Postgres),
            _ => throw new InvalidOperationException($"Gateway:Storage:Kind has no store for {options.Kind}."),
        };
    }

    private static LiteDbDatabase OpenLiteDb(IServiceProvider provider, LiteDbOptions options)
    {
        var root = provider.GetRequiredService<IHostEnvironment>().ContentRootPath;
        return ActivatorUtilities.CreateInstance<LiteDbDatabase>(provider, new DiskFiles(Path.GetFullPath(options.Path, root)));
    }

    private static PostgresScmIntegrationStore OpenPostgres(IServiceProvider provider, PostgresOptions options)
    {
        var connections = new PostgresConnections(options.ConnectionString);
        return ActivatorUtilities.CreateInstance<PostgresScmIntegrationStore>(
            provider,
            connections,
            ActivatorUtilities.CreateInstance<Migrator>(provider, connections),
            ActivatorUtilities.CreateInstance<ChangeListener>(provider, connections));
    }
}
