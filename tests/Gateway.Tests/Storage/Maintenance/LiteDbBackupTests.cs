using Gateway.Storage;
using Gateway.Storage.Maintenance;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Storage.Maintenance;

public sealed class LiteDbBackupTests : BackupTests
{
    [Fact]
    public async Task A_Backup_Of_No_Store_Says_So()
    {
        await using var nothing = await CreateHostAsync(null);
        var job = nothing.Resolve<BackupJob>();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => job.RunAsync(Path.Combine(nothing.Folder, "b"), new RecordedProgress(), default));

        Assert.Contains("There is no store", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(nothing.Folder));
    }

    [Fact]
    public async Task A_Store_That_Cannot_Be_Opened_Is_Replaced_With_Force()
    {
        await using var host = await CreateHostAsync(null);
        await host.StartAsync();
        var integration = Integrations.For("us-1");
        await host.Store.AddAsync(integration, 100, default);
        var file = Path.Combine(host.Folder, "b");
        await host.Services.GetRequiredService<BackupJob>().RunAsync(file, new RecordedProgress(), default);
        await host.StopAsync();
        await File.WriteAllTextAsync(host.DataFile, "rubbish");

        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await host.Resolve<RestoreJob>().RunAsync(file, force: false, new RecordedProgress(), default));
        await host.Resolve<RestoreJob>().RunAsync(file, force: true, new RecordedProgress(), default);

        await host.StartAsync();
        Assert.Equal(integration, Assert.Single(await host.Store.ListAsync("us-1", default)));
    }

    internal override Task<StoreHost> CreateHostAsync(string? keyFolder)
        => Task.FromResult(new StoreHost(new Dictionary<string, string?> { ["Gateway:Keys:Directory"] = keyFolder ?? "keys" }));
}
