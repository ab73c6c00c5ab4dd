using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>A new key takes over while the gateway serves, whatever the database.</summary>
public abstract class KeyRotationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private StoreHost _host = null!;

    private KeyRing Ring => _host.Services.GetRequiredService<KeyRing>();

    /// <summary>A host over a store of its own, or over that of another one, with its keys.</summary>
    internal abstract Task<StoreHost> CreateHostAsync(StoreHost? other, Action<IServiceCollection> replace);

    public async Task InitializeAsync()
    {
        _host = await CreateHostAsync(null, SetTime);
        await _host.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task A_Rotation_Reseals_Everything_And_Frees_The_Old_Key_While_Others_Read_And_Write()
    {
        var all = await FillAsync(600);
        var old = Ring.Keys.Active!;
        using var done = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0L; !done.IsCancellationRequested; i++)
            {
                var mine = all[worker];
                Assert.Equal(UpdateOutcome.Updated, await _host.Store.UpdateAsync(mine with { Revision = i }, default));
                Assert.Equal(mine.AccessToken, (await _host.Store.FindAsync(mine.OwnerId, mine.Id, default))!.AccessToken);
            }
        })).ToList();

        var key = Ring.Create();
        var summary = await RotateAsync();
        await done.CancelAsync();
        await Task.WhenAll(load);

        Assert.Equal(key.Id, summary.KeyId);
        Assert.True(summary.Resealed >= 500, $"{summary.Resealed} were sealed anew");
        Assert.Equal([old.Id], summary.RemovableKeys);
        Assert.Equal(key.Id, Assert.Single(await _host.Backend.ReadKeysAsync(default)).KeyId);

        await _host.StopAsync();
        File.Delete(Path.Combine(_host.KeyFolder, old.Id + ".key"));
        await _host.StartAsync();
        var stored = await _host.Store.ReadAllAsync(null, default).ToListAsync();
        Assert.Equal(all.OrderBy(one => one.Id), stored.Select(one => one with { Revision = 0 }));
    }

    [Fact]
    public async Task Sealing_Anew_Is_No_Change_That_An_Owner_Would_Notice()
    {
        var integration = (await FillAsync(1))[0];
        Ring.Create();
        await RotateAsync();

        Assert.Equal(integration, await _host.Store.FindAsync(integration.OwnerId, integration.Id, default));
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task An_Interrupted_Rotation_Goes_On_Where_It_Was()
    {
        var all = await FillAsync(600);
        Ring.Create();
        var rotator = _host.Services.GetRequiredService<KeyRotator>();
        using var interrupt = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rotator.RunAsync(new RecordedProgress(_ => interrupt.Cancel()), interrupt.Token));

        Assert.Equal(all.OrderBy(one => one.Id), await _host.Store.ReadAllAsync(null, default).ToListAsync());
        Assert.True(await rotator.IsDueAsync(default));
        var summary = await RotateAsync();
        Assert.True(summary.Resealed is > 0 and < 600, $"{summary.Resealed} were sealed anew");
        Assert.False(await rotator.IsDueAsync(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60_000)]
    public async Task A_Pass_That_Takes_Longer_Than_Was_To_Be_Waited_Ends_The_Rotation_All_The_Same(int beyond)
    {
        await FillAsync(1);
        var key = Ring.Create();
        var isSlow = new RecordedProgress(_ => _time.Advance(KeyRotator.SettleTime + TimeSpan.FromMilliseconds(beyond)));

        var summary = await _host.Services.GetRequiredService<KeyRotator>().RunAsync(isSlow, default).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(key.Id, summary.KeyId);
        Assert.Single(await _host.Backend.ReadKeysAsync(default));
    }

    [Fact]
    public async Task While_Something_Cannot_Be_Unsealed_No_Key_Is_Freed()
    {
        var all = await FillAsync(3);
        var stored = await _host.Backend.FindAsync(all[0].OwnerId, all[0].Id, default);
        await _host.Backend.ImportAsync(new StoreContent { Integrations = [stored! with { AccessToken = new Secret("v1.0123456789abcdef.AAAA") }] }, default);
        Ring.Create();

        var summary = await RotateAsync();

        Assert.Equal(1, summary.Unreadable);
        Assert.Empty(summary.RemovableKeys);
        Assert.Equal(2, (await _host.Backend.ReadKeysAsync(default)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_Command_Beside_A_Running_Gateway_Ends_When_Nothing_Is_Left_That_Could_Be_Sealed_Anew(bool isAllReadable)
    {
        var all = await FillAsync(3);
        if (!isAllReadable)
        {
            var stored = await _host.Backend.FindAsync(all[0].OwnerId, all[0].Id, default);
            await _host.Backend.ImportAsync(new StoreContent { Integrations = [stored! with { AccessToken = new Secret("v1.0123456789abcdef.AAAA") }] }, default);
        }

        await using var beside = await CreateHostAsync(_host, SetTime);
        var command = Task.Run(() => beside.Resolve<RotateKeysJob>().RunAsync(new RecordedProgress(), default));
        await EventuallyAsync(() => Task.FromResult(command.IsCompleted));

        var summary = await command;
        Assert.Equal(isAllReadable ? 0 : 1, summary.Unreadable);
        Assert.Equal(isAllReadable ? 1 : 0, summary.RemovableKeys.Count);
    }

    [Fact]
    public async Task A_Running_Gateway_Notices_A_New_Key_By_Itself()
    {
        await FillAsync(5);
        var key = ProtectionKey.Create(_time.GetUtcNow().AddMinutes(-5).AddSeconds(301));
        KeyFile.Write(_host.KeyFolder, key);

        await EventuallyAsync(async () => (await _host.Backend.ReadKeysAsync(default)) is [var only] && only.KeyId == key.Id);
    }

    private void SetTime(IServiceCollection services) => services.AddSingleton<TimeProvider>(_time);

    private async Task<RotationSummary> RotateAsync()
    {
        var rotation = Task.Run(() => _host.Services.GetRequiredService<KeyRotator>().RunAsync(new RecordedProgress(), default));
        await EventuallyAsync(() => Task.FromResult(rotation.IsCompleted));
        return await rotation;
    }

    // Lets the clock run until it is so.
    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, patience.Token);
        }
    }

    private async Task<List<ScmIntegration>> FillAsync(int count)
    {
        var all = Enumerable.Range(0, count).Select(i => Integrations.For("us-" + i)).ToList();
        await Task.WhenAll(all.Select(one => _host.Store.AddAsync(one, 100, default)));
        return all;
    }
}
