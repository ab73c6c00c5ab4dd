using Gateway.ScmIntegrations;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace Storage.CrashTests;

/// <summary>
/// The n-th call to the disk fails, for every n: once, or from then on for a while. What was refused has not happened, what was acknowledged has,
/// and the store gets well by itself.
/// </summary>
public sealed class FailureLoopTests(KeyRingFixture fixture, ITestOutputHelper output) : IClassFixture<KeyRingFixture>
{
    private const int Steps = 14;
    private const string Owner = "us-1";

    [Theory]
    [InlineData(FileCallKind.Write, 1)]
    [InlineData(FileCallKind.Flush, 1)]
    [InlineData(FileCallKind.SetLength, 1)]
    [InlineData(FileCallKind.Read, 1)]
    [InlineData(FileCallKind.Write, 5)]
    [InlineData(FileCallKind.Flush, 5)]
    [InlineData(FileCallKind.SetLength, 5)]
    [InlineData(FileCallKind.Read, 5)]
    internal async Task The_Store_Keeps_Its_Word_Whichever_Call_Fails(FileCallKind kind, int failures)
    {
        var n = 1;
        while (await RunAsync(kind, n, failures))
        {
            n++;
        }

        output.WriteLine($"{n - 1} calls failed in turn");
        Assert.True(n > 1, "no call was made to fail");
    }

    // False when there was no n-th call.
    private async Task<bool> RunAsync(FileCallKind kind, int n, int failures)
    {
        var files = new FaultyFiles();
        var time = new FakeTimeProvider();
        var calls = 0;
        files.Fault = call =>
        {
            if (call.Kind == kind && Interlocked.Increment(ref calls) is var current && current >= n && current < n + failures)
            {
                throw new IOException("No space left on device");
            }
        };

        var expected = new Dictionary<Guid, string>();
        try
        {
            await using var opened = await OpenAsync(files, time);
            await WorkAsync(opened.Store, time, expected);
            await AssertHealthyAsync(opened.Store, time, expected);
        }
        catch (StoreUnavailableException) when (expected.Count == 0)
        {
            // It failed while it was opened, which says so and changes nothing.
        }

        files.Fault = null;
        await using var reopened = await OpenAsync(files, time);
        Assert.Equal(expected, await Workload.ReadAsync(reopened.Store));
        return calls >= n;
    }

    private static async Task WorkAsync(IScmIntegrationStore store, FakeTimeProvider time, Dictionary<Guid, string> expected)
    {
        var rows = new List<ScmIntegration>();
        for (var step = 0; step < Steps; step++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            var row = Integrations.For(Owner) with { Username = new string('u', 20_000) };
            if (await TryAsync(() => store.AddAsync(row, 100, default)) is AddOutcome.Added)
            {
                rows.Add(row);
                expected[row.Id] = Workload.Describe(row);
            }

            if (step % 3 == 2 && rows.Count > 0 && await TryAsync(() => store.RemoveAsync(Owner, rows[0].Id, default)) is true)
            {
                expected.Remove(rows[0].Id);
                rows.RemoveAt(0);
            }
        }
    }

    private static async Task AssertHealthyAsync(IScmIntegrationStore store, FakeTimeProvider time, Dictionary<Guid, string> expected)
    {
        // Failures may be left over; each attempt uses some of them up.
        for (var attempt = 0; ; attempt++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            var row = Integrations.For(Owner);
            if (await TryAsync(() => store.AddAsync(row, 100, default)) is AddOutcome.Added)
            {
                expected[row.Id] = Workload.Describe(row);
                break;
            }

            Assert.True(attempt < 10, "the store does not get well");
        }

        for (var attempt = 0; ; attempt++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            try
            {
                Assert.Equal(expected, await Workload.ReadAsync(store));
                return;
            }
            catch (StoreUnavailableException) when (attempt < 10)
            {
                // As above.
            }
        }
    }

    private static async Task<object?> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private Task<OpenedStore> OpenAsync(FaultyFiles files, FakeTimeProvider time) => OpenedStore.OpenAsync(files, fixture.Ring, time, fixture.Meters);
}
