using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage.Maintenance;

/// <summary>Backup and restore, whatever the database.</summary>
public abstract class BackupTests : IAsyncLifetime
{
    private readonly RecordedProgress _progress = new();
    private StoreHost _host = null!;
    private StoreHost _other = null!;

    private string BackupFile => Path.Combine(_host.Folder, "backup.jsonl");

    internal abstract Task<StoreHost> CreateHostAsync(string? keyFolder);

    public async Task InitializeAsync()
    {
        _host = await CreateHostAsync(null);
        await _host.StartAsync();
        _other = await CreateHostAsync(_host.KeyFolder);
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task A_Backup_Restores_To_What_Was_There()
    {
        var all = await FillAsync(600);
        await _host.Store.AdoptAsync("us-adopted", [], default);
        var summary = await BackupAsync();

        Assert.Equal(new BackupSummary(BackupFile, 600, 1, 0, new FileInfo(BackupFile).Length), summary);
        await RestoreAsync(_other, force: false);

        await _other.StartAsync();
        Assert.Equal(all, await _other.Store.ReadAllAsync(null, default).ToListAsync());
        Assert.True(await _other.Store.HasAdoptedAsync("us-adopted", default));
        Assert.NotEmpty(await _other.Backend.ReadKeysAsync(default));
        Assert.Contains(_progress.Reports, report => report is { Step: "writing the backup", Fraction: > 0 and < 1 });
    }

    [Fact]
    public async Task What_Lies_Where_A_Backup_Is_Written_Is_Not_Followed()
    {
        await FillAsync(3);
        var elsewhere = Path.Combine(_host.Folder, "elsewhere");
        await File.WriteAllTextAsync(elsewhere, "not ours");
        File.CreateSymbolicLink(BackupFile + ".unfinished", elsewhere);

        await BackupAsync();

        Assert.Equal("not ours", await File.ReadAllTextAsync(elsewhere));
        Assert.True(new FileInfo(BackupFile).LinkTarget is null && new FileInfo(BackupFile).Length > 0);
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task A_Backup_Taken_Under_Load_Holds_All_That_Was_Acknowledged_Before()
    {
        var before = await FillAsync(400);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await _host.Store.AddAsync(Integrations.For("us-load-" + i), 100, default);
                await _host.Store.UpdateAsync(before[i % before.Count] with { Revision = i / before.Count }, default);
            }
        });

        var summary = await BackupAsync();
        await done.CancelAsync();
        await writing;

        await RestoreAsync(_other, force: false);
        await _other.StartAsync();
        var restored = await _other.Store.ReadAllAsync(null, default).ToListAsync();
        Assert.Equal(summary.Integrations, restored.Count);
        Assert.Equal(before.Select(one => one.Id), restored.Select(one => one.Id).Intersect(before.Select(one => one.Id)));
        Assert.All(before, one => Assert.Equal(one, restored.Single(other => other.Id == one.Id) with { Revision = one.Revision }));
    }

    [Fact]
    public async Task A_Backup_Shows_No_Token_And_Is_For_Its_Owner_Only()
    {
        var all = await FillAsync(3);
        await BackupAsync();

        var text = await File.ReadAllTextAsync(BackupFile);
        Assert.All(all, one => Assert.DoesNotContain(one.AccessToken!.Reveal(), text, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile));
        }
    }

    [Fact]
    public async Task Restoring_Over_Integrations_Needs_Force()
    {
        var all = await FillAsync(3);
        await BackupAsync();
        await _other.StartAsync();
        var there = Integrations.For("us-there");
        await _other.Store.AddAsync(there, 100, default);
        await _other.StopAsync();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(_other, force: false));
        Assert.Contains("--force", refusal.Message, StringComparison.Ordinal);
        await _other.StartAsync();
        Assert.Equal(there, Assert.Single(await _other.Store.ReadAllAsync(null, default).ToListAsync()));
        await _other.StopAsync();

        await RestoreAsync(_other, force: true);
        await _other.StartAsync();
        Assert.Equal(all, await _other.Store.ReadAllAsync(null, default).ToListAsync());
    }

    [Fact]
    public async Task Restoring_Under_A_Running_Gateway_Is_Refused()
    {
        await FillAsync(3);
        await BackupAsync();

        await Assert.ThrowsAsync<StoreInUseException>(async () =>
        {
            // The listener of a gateway that has just started may still be on its way.
            while (true)
            {
                await RestoreAsync(_host, force: true);
            }
        });
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task Every_Cut_And_Every_Changed_Byte_Of_A_Backup_Is_Noticed()
    {
        await FillAsync(2);
        await BackupAsync();
        var bytes = await File.ReadAllBytesAsync(BackupFile);

        for (var i = 0; i < bytes.Length; i += 7)
        {
            await File.WriteAllBytesAsync(BackupFile, bytes[..i]);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(_other, force: false));
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            await File.WriteAllBytesAsync(BackupFile, changed);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(_other, force: false));
        }
    }

    [Fact]
    public async Task Without_The_Keys_A_Restore_Needs_Force()
    {
        await FillAsync(2);
        await BackupAsync();
        await using var stranger = await CreateHostAsync(null);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => RestoreAsync(stranger, force: false));

        Assert.Contains(stranger.KeyFolder, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task An_Interrupted_Restore_Leaves_What_Was_There_And_Can_Be_Done_Again()
    {
        var all = await FillAsync(700);
        await BackupAsync();
        await _other.StartAsync();
        var there = Integrations.For("us-there");
        await _other.Store.AddAsync(there, 100, default);
        await _other.StopAsync();
        using var interrupt = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _other.Resolve<RestoreJob>().RunAsync(
            BackupFile, force: true, new RecordedProgress(_ => interrupt.Cancel()), interrupt.Token));

        await _other.StartAsync();
        Assert.Equal(there, Assert.Single(await _other.Store.ReadAllAsync(null, default).ToListAsync()));
        await _other.StopAsync();
        await RestoreAsync(_other, force: true);
        await _other.StartAsync();
        Assert.Equal(all, await _other.Store.ReadAllAsync(null, default).ToListAsync());
    }

    [Fact]
    [Trait("Size", "Bulk")]
    public async Task An_Interrupted_Backup_Leaves_No_File()
    {
        await FillAsync(600);
        using var interrupt = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Services.GetRequiredService<BackupJob>().RunAsync(
            BackupFile, new RecordedProgress(_ => interrupt.Cancel()), interrupt.Token));

        Assert.Empty(Directory.GetFiles(_host.Folder));
        await BackupAsync();
    }

    private async Task<List<ScmIntegration>> FillAsync(int count)
    {
        var all = Enumerable.Range(0, count).Select(i => Integrations.For("us-" + (i % 50))).ToList();
        await Task.WhenAll(all.Select(one => _host.Store.AddAsync(one, 1000, default)));
        return [.. all.OrderBy(one => one.Id)];
    }

    private Task<BackupSummary> BackupAsync() => _host.Services.GetRequiredService<BackupJob>().RunAsync(BackupFile, _progress, default);

    private async Task RestoreAsync(StoreHost host, bool force)
        => await host.Resolve<RestoreJob>().RunAsync(BackupFile, force, _progress, default);
}
