using System.Diagnostics;
using System.Globalization;
using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Storage.Caching;
using Gateway.Storage.Maintenance;
using Gateway.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Bench;

/// <summary>
/// What the embedded store costs as it grows: start, list, show, create, a sweep's reading and a backup, as the gateway composes it with its
/// default settings, and with 2.5 integrations to an owner.
/// </summary>
internal sealed class Growth(string folder, int integrations)
{
    private const int Samples = 2_000;
    private const int Creates = 300;
    private const int BatchSize = 10_000;

    private static readonly Random Dice = new(7);

    private int Owners => Math.Max(1, integrations * 2 / 5);

    public static string Header =>
        "| integrations | file MiB | start ms | list, first time µs | list, again µs | show, first time µs | create ms | read all ms | backup ms | create during backup ms | RSS MiB |\n"
        + "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

    /// <summary>One row of the table; times are medians.</summary>
    public async Task<string> MeasureAsync()
    {
        await FillAsync();
        var watch = Stopwatch.StartNew();
        using var host = EmbeddedStore.Build(folder);
        await host.StartAsync();
        var start = watch.Elapsed;

        var store = host.Services.GetRequiredService<IScmIntegrationStore>();
        var cache = host.Services.GetRequiredService<OwnerCache>();
        var owners = Enumerable.Range(0, Owners).Select(OwnerOf).ToArray();
        Dice.Shuffle(owners);
        owners = owners[..Math.Min(Samples, Owners)];
        var linked = new List<ScmIntegration>();
        foreach (var owner in owners)
        {
            linked.Add((await store.ListAsync(owner, default))[0]);
        }

        cache.InvalidateAll();
        var first = await TimeAsync(owners.Length, i => store.ListAsync(owners[i], default).AsTask());
        var again = await TimeAsync(owners.Length, i => store.ListAsync(owners[i], default).AsTask());
        cache.InvalidateAll();
        var show = await TimeAsync(owners.Length, i => store.FindAsync(linked[i].OwnerId, linked[i].Id, default).AsTask());
        var create = await TimeAsync(Creates, i => store.AddAsync(EmbeddedStore.NewIntegration(RandomOwner()), 1_000, default));
        var all = await TimeAsync(1, async _ =>
        {
            await foreach (var integration in store.ReadAllAsync(null, default))
            {
                GC.KeepAlive(integration);
            }
        });
        var backingUp = TimeAsync(1, _ => host.Services.GetRequiredService<BackupJob>().RunAsync(
            Path.Combine(folder, "backup"), new Progress<StoreProgress>(), default));
        var createMeanwhile = await TimeWhileAsync(backingUp, () => store.AddAsync(EmbeddedStore.NewIntegration(RandomOwner()), 1_000, default));
        var backup = await backingUp;

        await host.StopAsync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {integrations} | {FileBytes() / 1048576.0:F1} | {start.TotalMilliseconds:F0} | {first * 1000:F0} | {again * 1000:F1} | {show * 1000:F0} | {create:F2} | {all:F0} | {backup:F0} | {createMeanwhile:F2} | {Environment.WorkingSet / 1048576.0:F0} |");
    }

    private async Task FillAsync()
    {
        using var host = EmbeddedStore.Build(folder);
        await host.StartAsync();
        var protector = host.Services.GetRequiredService<ITokenProtector>();
        var backend = host.Services.GetRequiredService<IStoreBackend>();
        for (var done = 0; done < integrations;)
        {
            var batch = new List<ScmIntegration>(BatchSize);
            for (; batch.Count < BatchSize && done < integrations; done++)
            {
                var one = EmbeddedStore.NewIntegration(OwnerOf(done % Owners));
                var binding = TokenBinding.Of(one, nameof(ScmIntegration.AccessToken));
                batch.Add(one with { AccessToken = await protector.SealAsync(one.AccessToken!, binding, default) });
            }

            await backend.ImportAsync(new StoreContent { Integrations = batch }, default);
            if (done % 100_000 == 0)
            {
                Console.Error.WriteLine($"{done} of {integrations}");
            }
        }

        await host.StopAsync();
    }

    /// <summary>The median of so many calls, in milliseconds.</summary>
    private static async Task<double> TimeAsync(int count, Func<int, Task> callAsync)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await callAsync(i);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return Measurement.Middle(times, time => time);
    }

    /// <summary>The median of calls that are made one after the other until something else has ended, in milliseconds.</summary>
    private static async Task<double> TimeWhileAsync(Task other, Func<Task> callAsync)
    {
        var times = new List<double>();
        do
        {
            times.Add(await TimeAsync(1, _ => callAsync()));
            await Task.Delay(10);
        }
        while (!other.IsCompleted);

        return Measurement.Middle(times, time => time);
    }

    private string RandomOwner() => OwnerOf(Dice.Next(Owners));

    private static string OwnerOf(int number) => string.Create(CultureInfo.InvariantCulture, $"us-{number:D12}-9bbc-4dfa-b39f");

    private long FileBytes() => Directory.EnumerateFiles(Path.Combine(folder, "store")).Sum(file => new FileInfo(file).Length);
}
