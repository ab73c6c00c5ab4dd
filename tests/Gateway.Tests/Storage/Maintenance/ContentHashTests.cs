using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Maintenance;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>By which two stores are known to hold the same.</summary>
public sealed class ContentHashTests
{
    private static readonly ScmIntegration One = Integrations.For("us-1");
    private static readonly ScmIntegration Two = Integrations.For("us-2");

    [Fact]
    public async Task The_Same_Content_Has_The_Same_Hash_Whatever_The_Order_Of_Owners()
    {
        var hash = await HashAsync([One, Two], "us-1", "us-é", "us-Z");

        Assert.Equal(2, hash.Integrations);
        Assert.Matches(@"\A[0-9a-f]{64}\z", hash.Sha256);
        Assert.Equal(hash, await HashAsync([One, Two], "us-Z", "us-1", "us-é"));
    }

    [Fact]
    public async Task Whatever_Differs_Has_Another_Hash()
    {
        var contents = new[]
        {
            await HashAsync([]),
            await HashAsync([], "us-1"),
            await HashAsync([], "us-2"),
            await HashAsync([One]),
            await HashAsync([One], "us-1"),
            await HashAsync([One with { Username = "other" }]),
            await HashAsync([One with { AccessToken = new Secret("other") }]),
            await HashAsync([One with { Revision = 1 }]),
            await HashAsync([One, Two]),
        };

        Assert.Equal(contents.Length, contents.Select(content => content.Sha256).Distinct().Count());
    }

    [Fact]
    public async Task Long_Work_Tells_How_Far_It_Is()
    {
        var progress = new RecordedProgress();
        var all = Enumerable.Repeat(One, 600).ToList();

        await ContentHash.OfAsync(new Snapshot(all, []), progress, default);

        var fraction = StoreProgress.FractionOf(One.Id);
        Assert.Equal([new StoreProgress("comparing", 256, fraction), new StoreProgress("comparing", 512, fraction)], progress.Reports);
    }

    private static Task<(long Integrations, string Sha256)> HashAsync(IReadOnlyList<ScmIntegration> integrations, params string[] adopted)
        => ContentHash.OfAsync(new Snapshot(integrations, adopted), new RecordedProgress(), default);

    private sealed class Snapshot(IReadOnlyList<ScmIntegration> integrations, IReadOnlyList<string> adopted) : IStoreSnapshot
    {
        public IAsyncEnumerable<ScmIntegration> ReadIntegrationsAsync(CancellationToken cancellationToken) => integrations.ToAsyncEnumerable();

        public IAsyncEnumerable<string> ReadAdoptedOwnersAsync(CancellationToken cancellationToken) => adopted.ToAsyncEnumerable();

        public Task<IReadOnlyList<KeyUse>> ReadKeysAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<KeyUse>>([]);

        public ValueTask DisposeAsync() => default;
    }
}
