using Gateway.Tests.Storage;
using Gateway.Tests.Storage.Maintenance;
using Microsoft.Extensions.DependencyInjection;

namespace Storage.PostgresTests;

[Collection(WithPostgres.Name)]
public sealed class PostgresKeyRotationTests(PostgresServer server) : KeyRotationTests
{
    private string? _database;

    internal override async Task<StoreHost> CreateHostAsync(StoreHost? other, Action<IServiceCollection> replace)
    {
        _database ??= await server.CreateDatabaseAsync();
        var settings = Settings.For(_database);
        settings["Gateway:Keys:Directory"] = other?.KeyFolder ?? "keys";
        return new StoreHost(settings, replace);
    }
}
