using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage;

/// <summary>What becomes of the store when the disk fails, and when it comes back.</summary>
public sealed class LiteDbFailureTests : IAsyncLifetime
{
    private readonly FaultyFiles _files = new();
    private readonly FakeTimeProvider _time = new();
    private StoreHost _host = null!;

    private IScmIntegrationStore Store => _host.Store;

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync(services => services
            .AddSingleton<TimeProvider>(_time)
            .Replace(ServiceDescriptor.Singleton<IStoreBackend>(provider => ActivatorUtilities.CreateInstance<LiteDbScmIntegrationStore>(
                provider, ActivatorUtilities.CreateInstance<LiteDbDatabase>(provider, _files)))));

    public async Task DisposeAsync()
    {
        _files.Fault = null;
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(FileCallKind.Write)]
    [InlineData(FileCallKind.Flush)]
    internal async Task A_Change_That_Did_Not_Get_To_The_Disk_Is_Refused_And_Has_Not_Happened(FileCallKind failing)
    {
        var before = await AddAsync();
        FailOn("journal", failing);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.RemoveAsync(before.OwnerId, before.Id, default));
        Assert.Equal(before, Assert.Single(await Store.ListAsync("us-1", default)));

        _files.Fault = null;
        await _host.RestartAsync();
        Assert.Equal(before, Assert.Single(await Store.ListAsync("us-1", default)));
    }

    [Theory]
    [InlineData(FileCallKind.Write)]
    [InlineData(FileCallKind.Flush)]
    internal async Task Writing_Goes_On_Without_A_Restart_When_The_Disk_Is_Well_Again(FileCallKind failing)
    {
        var before = await AddAsync();
        FailOn("journal", failing);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _files.Fault = null;
        _time.Advance(TimeSpan.FromSeconds(5));
        var after = await AddAsync();

        Assert.Equal([before.Id, after.Id], await IdsAsync());
        await _host.RestartAsync();
        Assert.Equal([before.Id, after.Id], await IdsAsync());
    }

    [Fact]
    public async Task A_Failing_Disk_Is_Not_Asked_At_Every_Change()
    {
        await AddAsync();
        var asked = 0;
        _files.Fault = call =>
        {
            if (call is { File: "journal", Kind: FileCallKind.Write })
            {
                asked++;
                throw new IOException("No space left on device");
            }
        };

        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync());
        }

        Assert.InRange(asked, 1, 3);
    }

    [Fact]
    public async Task Reading_Goes_On_While_The_Disk_Is_Full()
    {
        var added = await AddAsync();
        FailOn("journal", FileCallKind.Write);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync());

        Assert.Equal(added.Id, Assert.Single(await Store.ReadAllAsync(null, default).ToListAsync()).Id);
        await Store.ProbeAsync(default);
    }

    [Fact]
    public async Task Reading_Says_So_While_The_Disk_Cannot_Be_Read_And_Goes_On_Afterwards()
    {
        var added = await AddAsync();
        await _host.RestartAsync();
        FailOn("data", FileCallKind.Read);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.ListAsync("us-1", default));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.ProbeAsync(default));

        _files.Fault = null;
        Assert.Equal(added, Assert.Single(await ListWhenReopenedAsync()));
        Assert.Contains("was reopened", _host.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", FileCallKind.Write)]
    [InlineData("data", FileCallKind.Flush)]
    [InlineData("journal", FileCallKind.SetLength)]
    internal async Task What_Is_Acknowledged_Survives_A_Fold_That_Fails(string file, FileCallKind failing)
    {
        var added = await AddAsync();
        FailOn(file, failing);
        await _host.StopAsync();
        _files.Fault = null;

        await _host.StartAsync();

        Assert.Equal(added, Assert.Single(await Store.ListAsync("us-1", default)));
    }

    // Something else may have read at the same time, and failed a moment later: then it takes another while.
    private async Task<IReadOnlyList<ScmIntegration>> ListWhenReopenedAsync()
    {
        IReadOnlyList<ScmIntegration>? list = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromMinutes(2));
                try
                {
                    list = await Store.ListAsync("us-1", default);
                }
                catch (StoreUnavailableException)
                {
                    return false;
                }

                return true;
            },
            TimeSpan.FromSeconds(20),
            "the store is not reopened");
        return list!;
    }

    private void FailOn(string file, FileCallKind kind) => _files.Fault = call =>
    {
        if (call.File == file && call.Kind == kind)
        {
            throw new IOException("Input/output error");
        }
    };

    private async Task<ScmIntegration> AddAsync()
    {
        var integration = Integrations.For("us-1") with { CreatedAt = _time.GetUtcNow() };
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AddOutcome.Added, await Store.AddAsync(integration, 100, default));
        return integration;
    }

    private async Task<IEnumerable<Guid>> IdsAsync() => (await Store.ListAsync("us-1", default)).Select(one => one.Id);
}
