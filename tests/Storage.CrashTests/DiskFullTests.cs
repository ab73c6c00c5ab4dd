using System.Diagnostics;
using Gateway.Storage;
using Gateway.Storage.LiteDb.Durability;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Storage.CrashTests;

/// <summary>
/// A file system of a few megabytes runs full under the store, and is given room again: a real one where this user may mount it, otherwise one
/// that is played.
/// </summary>
public sealed class DiskFullTests(KeyRingFixture fixture, ITestOutputHelper output) : IClassFixture<KeyRingFixture>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-full-").FullName;

    private bool _mounted;

    public async Task InitializeAsync() => _mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "gateway-test", _folder);

    public async Task DisposeAsync()
    {
        if (_mounted)
        {
            Assert.True(await RunAsync("umount", _folder));
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_Full_Disk_Refuses_Changes_Serves_Reads_And_Loses_Nothing()
    {
        var time = new FakeTimeProvider();
        var expected = new Dictionary<Guid, string>();
        var files = new DiskFiles(Path.Combine(_folder, "gateway.db"));
        var quota = new QuotaFiles(files);
        var refused = 0;
        await using (var opened = await OpenedStore.OpenAsync(_mounted ? files : quota, fixture.Ring, time, fixture.Meters))
        {
            while (refused < 5)
            {
                refused += await TryAddAsync(opened.Store, expected, 20_000) ? 0 : 1;
                time.Advance(TimeSpan.FromSeconds(10));
            }

            output.WriteLine($"full after {expected.Count} rows");
            Assert.True(expected.Count > 5);
            Assert.Equal(expected, await Workload.ReadAsync(opened.Store));
            await opened.Store.ProbeAsync(default);

            quota.Limit = 64 << 20;
            Assert.True(!_mounted || await RunAsync("mount", "-o", "remount,size=64m", _folder));
            time.Advance(TimeSpan.FromSeconds(10));
            for (var i = 0; i < 100; i++)
            {
                Assert.True(await TryAddAsync(opened.Store, expected, 20_000));
            }

            Assert.Equal(expected, await Workload.ReadAsync(opened.Store));
        }

        await using var reopened = await OpenedStore.OpenAsync(files, fixture.Ring, time, fixture.Meters);
        Assert.Equal(expected, await Workload.ReadAsync(reopened.Store));
    }

    private static async Task<bool> TryAddAsync(IScmIntegrationStore store, Dictionary<Guid, string> expected, int size)
    {
        var row = Integrations.For("us-1") with { Username = new string('u', size) };
        try
        {
            Assert.Equal(AddOutcome.Added, await store.AddAsync(row, 10_000, default));
            expected.Add(row.Id, Workload.Describe(row));
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private async Task<bool> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        output.WriteLine(await process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
