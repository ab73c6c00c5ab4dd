using Gateway.Configuration;
using Gateway.Storage.Caching;
using Gateway.Storage.Maintenance;
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
        services.AddSingleton<StoreFactory>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreFactory>().CreateStore(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.Kind));
        services.AddSingleton<IScmIntegrationStore>(provider => provider.GetRequiredService<IStoreBackend>());
        services.Decorate<IScmIntegrationStore, CachingScmIntegrationStore>();
        services.Decorate<IScmIntegrationStore, ProtectingScmIntegrationStore>();
        services.Decorate<IScmIntegrationStore, MeasuringScmIntegrationStore>();
        services.AddHostedService<StorageStartup>();
        services.AddMaintenance();
        return builder;
    }

    private static void AddMaintenance(this IServiceCollection services)
    {
        services.AddSingleton<KeyRotator>();
        services.AddHostedService<KeyRotationService>();
        services.AddTransient<BackupJob>();
        services.AddTransient<RestoreJob>();
        services.AddTransient<MigrateJob>();
        services.AddTransient<RotateKeysJob>();
    }

    private static void AddProtection(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyLedger>(provider => provider.GetRequiredService<IStoreBackend>());
        services.AddSingleton<SealBudget>();
        services.AddSingleton<ITokenProtector, TokenProtector>();
        services.AddSingleton<KeyCheck>();
    }
}
