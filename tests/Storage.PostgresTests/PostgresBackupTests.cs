using Gateway.Tests.Storage;
using Gateway.Tests.Storage.Maintenance;

namespace Storage.PostgresTests;

[Collection(WithPostgres.Name)]
public sealed class PostgresBackupTests(PostgresServer server) : BackupTests
{
    internal override async Task<StoreHost> CreateHostAsync(string? keyFolder)
    {
        var settings = Settings.For(await server.CreateDatabaseAsync());
        settings["Gateway:Keys:Directory"] = keyFolder ?? "keys";
        return new StoreHost(settings);
    }
}
