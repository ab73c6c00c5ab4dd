using Gateway.Tests.Storage;

namespace Storage.PostgresTests;

[Collection(WithPostgres.Name)]
public sealed class PostgresScmIntegrationStoreTests(PostgresServer server) : ScmIntegrationStoreTests
{
    internal override async Task<StoreHost> CreateHostAsync() => new(Settings.For(await server.CreateDatabaseAsync()));
}
