using Gateway.Storage.Maintenance;

namespace Gateway.Tests.Storage;

public sealed class LiteDbScmIntegrationStoreTests : ScmIntegrationStoreTests
{
    internal override Task<StoreHost> CreateHostAsync() => Task.FromResult(new StoreHost(new Dictionary<string, string?>()));

    // The engine takes its checkpoint in the middle of a commit that is larger than a thousand pages.
    [Fact]
    [Trait("Size", "Bulk")]
    public async Task A_Change_Of_Many_Megabytes_Is_One_Change()
    {
        var content = new StoreContent
        {
            Integrations = [.. Enumerable.Range(0, 3000).Select(_ => Integrations.For("us-1") with { AccessToken = null, AvatarUrl = new string('a', 4000) })],
        };
        await using var host = await StoreHost.StartNewAsync();
        await host.Backend.ImportAsync(content, default);

        await host.RestartAsync();
        Assert.Equal(content.Integrations.Count, (await host.Store.ListAsync("us-1", default)).Count);
    }
}

[Trait("Size", "Bulk")]
public sealed class LiteDbScmIntegrationStoreWithASmallCacheTests : ScmIntegrationStoreTests
{
    internal override Task<StoreHost> CreateHostAsync()
        => Task.FromResult(new StoreHost(new Dictionary<string, string?> { ["Gateway:Storage:CacheSize"] = "1" }));
}
