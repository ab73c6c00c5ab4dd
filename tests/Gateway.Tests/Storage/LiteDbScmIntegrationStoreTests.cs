namespace Gateway.Tests.Storage;

public sealed class LiteDbScmIntegrationStoreTests : ScmIntegrationStoreTests
{
    internal override Task<StoreHost> CreateHostAsync() => Task.FromResult(new StoreHost(new Dictionary<string, string?>()));
}

public sealed class LiteDbScmIntegrationStoreWithASmallCacheTests : ScmIntegrationStoreTests
{
    internal override Task<StoreHost> CreateHostAsync()
        => Task.FromResult(new StoreHost(new Dictionary<string, string?> { ["Gateway:Storage:CacheSize"] = "1" }));
}
