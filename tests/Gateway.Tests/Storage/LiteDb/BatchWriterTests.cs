using Gateway.Storage;
using Tests.Common;

namespace Gateway.Tests.Storage.LiteDb;

/// <summary>How changes that wait get to the disk.</summary>
public sealed class BatchWriterTests
{
    private const int MaxWaiting = 4096;
    private const int MaxBatch = 128;

    // Less than one change takes, and one change fits into what may wait to be folded.
    private const long Short = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Changes_Are_Made_On_One_Thread_That_Keeps_No_Process_From_Ending()
    {
        await using var opened = await OpenedDatabase.OpenAsync();

        var thread = await opened.Database.WriteAsync("us-1", _ => (Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground), default);

        Assert.Equal(("Store writer", true), thread);
    }

    [Fact]
    public async Task What_Waits_Is_Flushed_Together_But_Not_Without_End()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var flushes = 0;
        var busy = await opened.KeepBusyAsync();
        opened.Files.Fault = call => flushes += call is { File: "journal", Kind: FileCallKind.Flush } ? 1 : 0;
        var waiting = Enumerable.Range(0, (2 * MaxBatch) + 1).Select(number => opened.AddAsync(Integrations.For($"us-{number}"))).ToList();

        busy.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(3, flushes);
    }

    [Fact]
    public async Task More_Than_Can_Wait_Is_Refused_At_Once_And_What_Waits_Is_Done()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var busy = await opened.KeepBusyAsync();
        var waiting = Enumerable.Range(0, MaxWaiting).Select(number => opened.Database.WriteAsync("us-1", _ => number, default)).ToList();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.Database.WriteAsync("us-1", _ => 0, default));
        busy.Dispose();

        Assert.Equal("Too many changes wait for the store.", refusal.Message);
        Assert.Equal(Enumerable.Range(0, MaxWaiting), await Task.WhenAll(waiting).WaitAsync(Patience));
    }

    [Fact]
    public async Task Who_Goes_Away_While_Waiting_Has_Changed_Nothing()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var busy = await opened.KeepBusyAsync();
        var isMade = false;
        var waiting = opened.Database.WriteAsync("us-1", _ => isMade = true, cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        busy.Dispose();

        await opened.AddAsync(Integrations.For("us-1"));
        Assert.False(isMade);
    }

    [Fact]
    public async Task A_Change_That_Cannot_Be_Made_Does_Not_Take_Those_With_It_That_Wait_Beside_It()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var (before, after) = (Integrations.For("us-1"), Integrations.For("us-1"));
        var busy = await opened.KeepBusyAsync();
        var first = opened.AddAsync(before);
        var broken = opened.Database.WriteAsync<bool>("us-1", _ => throw new InvalidOperationException("cannot be made"), default);
        var last = opened.AddAsync(after);

        busy.Dispose();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => broken.WaitAsync(Patience));
        Assert.Equal("cannot be made", refusal.InnerException!.Message);
        await Task.WhenAll(first, last).WaitAsync(Patience);
        Assert.Equal([before.Id, after.Id], (await opened.IdsAsync("us-1")).OrderBy(id => id == after.Id));
    }

    [Fact]
    public async Task What_A_Refused_Change_Left_In_The_Journal_Is_Taken_Out_At_Once()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        await opened.AddAsync(Integrations.For("us-1"));
        var length = opened.Files.Journal.Length;
        opened.FailOn("journal", FileCallKind.Write);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.AddAsync(Integrations.For("us-1")));

        Assert.Equal(length, opened.Files.Journal.Length);
    }

    [Fact]
    public async Task A_Journal_That_Cannot_Be_Mended_Is_Told_And_Writing_Goes_On_When_It_Can()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        opened.Files.Fault = call =>
        {
            if (call.File == "journal")
            {
                throw new IOException("Input/output error");
            }
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.AddAsync(Integrations.For("us-1")));
        opened.Files.Fault = null;

        var integration = Integrations.For("us-1");
        await opened.AddAsync(integration);

        Assert.Contains("What a refused change left in the journal could not be removed yet", opened.Log.Text, StringComparison.Ordinal);
        await opened.ReopenAsync();
        Assert.Equal([integration.Id], await opened.IdsAsync("us-1"));
    }

    [Fact]
    public async Task A_Success_Between_Two_Failures_Lets_The_Second_Be_Tried_Again_At_Once()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        for (var times = 0; times < 3; times++)
        {
            opened.FailOn("journal", FileCallKind.Flush);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => opened.AddAsync(Integrations.For("us-1")));
            opened.Files.Fault = null;
            await opened.AddAsync(Integrations.For("us-1"));
        }

        Assert.Equal(3, (await opened.IdsAsync("us-1")).Count());
    }

    [Fact]
    public async Task A_Long_Journal_Is_Folded_At_Once_And_No_Longer_Held_In_Memory()
    {
        await using var opened = await OpenedDatabase.OpenAsync(longJournal: Short);
        var integration = Integrations.For("us-1");
        await opened.AddAsync(integration);

        await Eventually.HoldsAsync(() => opened.Files.Journal.Length == 0, Patience, "the journal is not folded");
        var written = 0;
        opened.Files.Fault = call => written += call is { File: "data", Kind: FileCallKind.Write } ? 1 : 0;
        var all = opened.Files.Data.Length / 8192;
        await opened.AddAsync(Integrations.For("us-2"));
        await Eventually.HoldsAsync(() => opened.Files.Journal.Length == 0, Patience, "the journal is not folded");

        Assert.Equal([integration.Id], await opened.IdsAsync("us-1"));
        Assert.InRange(written, 1, all - 1);
    }

    [Fact]
    public async Task While_A_Snapshot_Is_Open_The_Data_File_Stays_As_It_Is()
    {
        await using var opened = await OpenedDatabase.OpenAsync(longJournal: Short);
        await opened.AddAsync(Integrations.For("us-1"));
        await Eventually.HoldsAsync(() => opened.Files.Journal.Length == 0, Patience, "the journal is not folded");
        var data = opened.Files.Data.ToArray();
        opened.Files.IsPinned = true;

        var integration = Integrations.For("us-1");
        await opened.AddAsync(integration);
        await opened.Database.DisposeAsync();

        Assert.Equal(data, opened.Files.Data.ToArray());
        Assert.NotEqual(0, opened.Files.Journal.Length);
        opened.Files.IsPinned = false;
        await opened.ReopenAsync();
        Assert.Contains(integration.Id, await opened.IdsAsync("us-1"));
    }

    [Fact]
    public async Task What_Waits_When_It_Is_Closed_Is_Done_And_Folded_And_Nothing_Is_Taken_Afterwards()
    {
        await using var opened = await OpenedDatabase.OpenAsync();
        var busy = await opened.KeepBusyAsync();
        var waiting = opened.AddAsync(Integrations.For("us-1"));
        var database = opened.Database;

        var closing = database.DisposeAsync().AsTask();
        busy.Dispose();
        await Task.WhenAll(closing, waiting).WaitAsync(Patience);

        Assert.Equal(0, opened.Files.Journal.Length);
        Assert.NotEqual(0, opened.Files.Data.Length);
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync("us-1", _ => true, default));
        Assert.Equal("The store is not open.", refusal.Message);
    }

    [Fact]
    public async Task A_Fold_That_Fails_Is_Told_And_Done_Later()
    {
        await using var opened = await OpenedDatabase.OpenAsync(longJournal: Short);
        opened.FailOn("data", FileCallKind.Write);
        var integration = Integrations.For("us-1");
        await opened.AddAsync(integration);
        await Eventually.HoldsAsync(
            () => opened.Log.Text.Contains("could not be folded into the data file", StringComparison.Ordinal), Patience, "nothing is told");

        opened.Files.Fault = null;
        await opened.AddAsync(Integrations.For("us-2"));

        await Eventually.HoldsAsync(() => opened.Files.Journal.Length == 0, Patience, "the journal is not folded");
        Assert.Equal([integration.Id], await opened.IdsAsync("us-1"));
    }
}
