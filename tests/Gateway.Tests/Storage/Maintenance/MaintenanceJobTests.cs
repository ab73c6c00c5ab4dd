using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.LiteDb;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Postgres;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tests.Common;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>What an operator is told while and after a store is looked after, and when which step is done.</summary>
public sealed class MaintenanceJobTests : IAsyncLifetime
{
    // One more than is done between two reports.
    private const int Many = StoreProgress.Interval + 1;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordedProgress _progress = new();
    private StoreHost _host = null!;

    private KeyRing Ring => _host.Services.GetRequiredService<KeyRing>();

    private string BackupFile => Path.Combine(_host.Folder, "backup.jsonl");

    public async Task InitializeAsync() => _host = await StoreHost.StartNewAsync(services => services.AddSingleton<TimeProvider>(_time));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_Backup_Says_What_Is_In_It_And_How_Far_It_Is()
    {
        var all = await ImportAsync(Many);
        await BreakAsync(all[7]);
        await _host.Backend.ImportAsync(new StoreContent { AdoptedOwners = ["us-1", "us-2"] }, default);

        var summary = await BackupAsync();

        Assert.Equal(new BackupSummary(BackupFile, Many, 2, 1, new FileInfo(BackupFile).Length), summary);
        var fraction = StoreProgress.FractionOf(all[StoreProgress.Interval - 1].Id);
        Assert.Equal(
            [new("writing the backup", StoreProgress.Interval, fraction), new("reading the backup back", StoreProgress.Interval, fraction)],
            _progress.Reports);
    }

    [Fact]
    public async Task A_Restore_Says_How_Far_It_Is_And_Brings_Back_Keys_And_Owners()
    {
        var all = await ImportAsync(Many);
        await _host.Backend.ImportAsync(new StoreContent { AdoptedOwners = ["us-1"] }, default);
        await BackupAsync();
        var keys = await _host.Backend.ReadKeysAsync(default);
        await _host.Backend.ImportAsync(new StoreContent { AdoptedOwners = ["us-later"], Keys = [new KeyUse("later", 1)] }, default);
        await _host.StopAsync();
        var progress = new RecordedProgress();

        await _host.Resolve<RestoreJob>().RunAsync(BackupFile, force: true, progress, default);

        await _host.StartAsync();
        Assert.Equal(all.Select(one => one.Id), (await _host.Backend.ReadAllAsync(null, default).ToListAsync()).Select(one => one.Id));
        Assert.Equal(keys, await _host.Backend.ReadKeysAsync(default));
        Assert.True(await _host.Backend.HasAdoptedAsync("us-1", default));
        Assert.False(await _host.Backend.HasAdoptedAsync("us-later", default));
        Assert.Equal(Many, progress.Reports[^1].Done);
        Assert.All(progress.Reports, report => Assert.Equal("restoring", report.Step));
        Assert.Equal(StoreProgress.FractionOf(all[^1].Id), progress.Reports[^1].Fraction);
    }

    [Fact]
    public async Task What_No_Key_Unseals_Is_Restored_With_Force_Alone()
    {
        var all = await ImportAsync(3);
        await BreakAsync(all[0]);
        await BackupAsync();
        await _host.Backend.RemoveAsync(all[1].OwnerId, all[1].Id, default);
        await _host.StopAsync();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => _host.Resolve<RestoreJob>().RunAsync(BackupFile, force: false, _progress, default));
        Assert.Contains($"do not unseal 1 of the 3 integrations in «{BackupFile}»", refusal.Message, StringComparison.Ordinal);

        Assert.Equal(1, (await _host.Resolve<RestoreJob>().RunAsync(BackupFile, force: true, _progress, default)).Unreadable);
        await _host.StartAsync();
        Assert.Equal(3, await _host.Backend.ReadAllAsync(null, default).CountAsync());
    }

    [Fact]
    public async Task What_Is_No_Backup_Changes_Nothing()
    {
        await File.WriteAllTextAsync(BackupFile, "rubbish\n");
        await _host.StopAsync();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => _host.Resolve<RestoreJob>().RunAsync(BackupFile, force: true, _progress, default));

        Assert.Equal($"«{BackupFile}» cannot be restored. Line 1 is damaged. Nothing was changed.", refusal.Message);
    }

    [Fact]
    public async Task A_Rotation_Counts_Each_Once_And_Waits_Until_Every_Gateway_Has_Seen_The_Key()
    {
        var all = await ImportAsync(Many);
        var old = Ring.Keys.Active!;
        var key = Ring.Create();

        var rotation = _host.Services.GetRequiredService<KeyRotator>().RunAsync(_progress, default);
        await UntilAsync(() => _progress.Reports.Count == 2);
        Assert.Equal(
            [
                new("sealing with the new key", StoreProgress.Interval, StoreProgress.FractionOf(all[StoreProgress.Interval - 1].Id)),
                new("waiting for other gateways to see the new key", Many, 1),
            ],
            _progress.Reports);
        _time.SetUtcNow(key.CreatedAt + KeyRotator.SettleTime - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50);
        Assert.False(rotation.IsCompleted);
        Assert.Equal(2, (await _host.Backend.ReadKeysAsync(default)).Count);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        var summary = await rotation.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((key.Id, Many, 0), (summary.KeyId, summary.Resealed, summary.Unreadable));
        Assert.Equal([old.Id], summary.RemovableKeys);
        Assert.Equal(key.Id, Assert.Single(await _host.Backend.ReadKeysAsync(default)).KeyId);
    }

    [Fact]
    public async Task What_Was_Sealed_Anew_Is_No_Longer_Remembered_As_It_Was()
    {
        var all = await ImportAsync(1);
        Assert.Equal(all, await _host.Store.ListAsync("us-0", default));
        var old = Ring.Keys.Active!;
        Ring.Create();
        await RotateAsync();

        File.Delete(Path.Combine(_host.KeyFolder, old.Id + ".key"));
        Ring.Load();

        Assert.Equal(all, await _host.Store.ListAsync("us-0", default));
    }

    [Fact]
    public async Task The_Gateway_Goes_Over_To_Each_New_Key_And_Rests_After_What_It_Cannot_Unseal()
    {
        await ImportAsync(2);
        await TakesOverAsync(times: 1);
        await TakesOverAsync(times: 2);
        await BreakAsync((await ImportAsync(1))[0]);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        KeyFile.Write(_host.KeyFolder, ProtectionKey.Create(_time.GetUtcNow()));
        await AdvanceUntilAsync(() => Count("1 could not be unsealed") == 1);
        await Task.Delay(200);

        await AdvanceAsync(TimeSpan.FromMinutes(55));
        Assert.Equal(1, Count("1 could not be unsealed"));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        await AdvanceUntilAsync(() => Count("1 could not be unsealed") == 2);
    }

    [Fact]
    public async Task Where_No_Gateway_Runs_The_Command_Seals_By_Itself()
    {
        await ImportAsync(3);
        var old = Ring.Keys.Active!;
        await _host.StopAsync();

        var command = Task.Run(() => _host.Resolve<RotateKeysJob>().RunAsync(_progress, default));
        await AdvanceUntilAsync(() => command.IsCompleted);

        var summary = await command;
        Assert.Equal((3, 0), (summary.Resealed, summary.Unreadable));
        Assert.Equal([old.Id], summary.RemovableKeys);
        Assert.NotEqual(old.Id, summary.KeyId);
    }

    [Fact]
    public async Task Where_A_Key_Is_Missing_The_Command_Makes_No_New_One()
    {
        await ImportAsync(1);
        await _host.StopAsync();
        Directory.Delete(_host.KeyFolder, recursive: true);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => _host.Resolve<RotateKeysJob>().RunAsync(_progress, default));

        Assert.Contains("No new key was made.", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_host.KeyFolder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Beside_A_Running_Gateway_The_Command_Says_That_It_Waits_And_Gives_It_Time(bool isAllReadable)
    {
        var all = await ImportAsync(2);
        if (!isAllReadable)
        {
            await BreakAsync(all[0]);
        }

        var old = Ring.Keys.Active!;
        await using var beside = new StoreHost(
            new Dictionary<string, string?> { ["Gateway:Storage:LiteDb:Path"] = _host.DataFile, ["Gateway:Keys:Directory"] = _host.KeyFolder },
            services => services.AddSingleton<TimeProvider>(_time));
        var began = _time.GetUtcNow();
        var command = Task.Run(() => beside.Resolve<RotateKeysJob>().RunAsync(_progress, default));
        await AdvanceUntilAsync(() => command.IsCompleted);

        var summary = await command;
        Assert.Equal((0, isAllReadable ? 0 : 1), (summary.Resealed, summary.Unreadable));
        Assert.Equal(isAllReadable ? [old.Id] : [], summary.RemovableKeys);
        Assert.Contains(new StoreProgress("waiting for the running gateway to seal with the new key", 0, 0), _progress.Reports);
        Assert.True(_time.GetUtcNow() - began >= (isAllReadable ? KeyRotator.SettleTime : KeyRotator.SettleTime + KeyRotationService.Interval));
    }

    [Fact]
    public async Task The_Store_Of_A_Kind_Is_Made_From_Its_Settings()
    {
        var unset = _host.Services.GetRequiredService<StoreFactory>();
        Assert.Equal("Gateway:Storage:Postgres:ConnectionString is not set.", Assert.Throws<StoreUnavailableException>(() => unset.CreateStore(StorageKind.Postgres)).Message);
        Assert.Throws<StoreUnavailableException>(() => unset.CreateMaintenance(StorageKind.Postgres));
        Assert.Throws<InvalidOperationException>(() => unset.CreateStore((StorageKind)7));

        await using var other = new StoreHost(new Dictionary<string, string?> { ["Gateway:Storage:Postgres:ConnectionString"] = "Host=127.0.0.1" });
        var factory = other.Resolve<StoreFactory>();
        await using var postgres = factory.CreateStore(StorageKind.Postgres);
        await using var liteDb = factory.CreateStore(StorageKind.LiteDb);
        await using var maintenance = Assert.IsType<PostgresMaintenance>(factory.CreateMaintenance(StorageKind.Postgres));
        Assert.IsType<PostgresScmIntegrationStore>(postgres);
        Assert.IsType<LiteDbScmIntegrationStore>(liteDb);
        Assert.IsType<LiteDbMaintenance>(factory.CreateMaintenance(StorageKind.LiteDb));
    }

    private async Task<List<ScmIntegration>> ImportAsync(int count)
    {
        var protector = _host.Services.GetRequiredService<ITokenProtector>();
        var all = Enumerable.Range(0, count).Select(i => Integrations.For("us-" + i)).OrderBy(one => one.Id).ToList();
        var content = new List<ScmIntegration>();
        foreach (var one in all)
        {
            content.Add(one with { AccessToken = await protector.SealAsync(one.AccessToken!, TokenBinding.Of(one, nameof(ScmIntegration.AccessToken)), default) });
        }

        await _host.Backend.ImportAsync(new StoreContent { Integrations = content }, default);
        return all;
    }

    private Task BreakAsync(ScmIntegration integration) => _host.Backend.ImportAsync(
        new StoreContent { Integrations = [integration with { AccessToken = new Secret("v1.0123456789abcdef.AAAA") }] }, default);

    private Task<BackupSummary> BackupAsync() => _host.Services.GetRequiredService<BackupJob>().RunAsync(BackupFile, _progress, default);

    private async Task RotateAsync()
    {
        var rotation = _host.Services.GetRequiredService<KeyRotator>().RunAsync(new RecordedProgress(), default);
        await AdvanceUntilAsync(() => rotation.IsCompleted);
        await rotation;
    }

    private async Task TakesOverAsync(int times)
    {
        // The newest takes over.
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        KeyFile.Write(_host.KeyFolder, ProtectionKey.Create(_time.GetUtcNow()));
        await AdvanceUntilAsync(() => Count("has taken over") == times);
    }

    private int Count(string text) => _host.Log.Text.Split(text).Length - 1;

    // Less than the hour for which what cannot be unsealed is left alone.
    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        for (var seconds = 0; seconds < 3000 && !isSo(); seconds++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        Assert.True(isSo());
    }

    // What the clock has woken gets a moment to go on.
    private async Task AdvanceAsync(TimeSpan time)
    {
        _time.Advance(time);
        await Task.Delay(20);
    }

    private static Task UntilAsync(Func<bool> isSo) => Eventually.HoldsAsync(isSo, TimeSpan.FromSeconds(20), "it does not come to it");
}
