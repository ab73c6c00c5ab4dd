using Gateway.Plugins.Invocation;

namespace Plugins.Tests;

/// <summary>The threads on which providers run.</summary>
public sealed class ProviderSchedulerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ProviderScheduler _scheduler = new();

    [Fact]
    public async Task Work_Runs_On_Threads_Of_Its_Own_That_Keep_No_Process_From_Ending()
    {
        var thread = await StartAsync(() => (Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground, Thread.CurrentThread.IsThreadPoolThread));

        Assert.Equal(("Provider", true, false), thread);
        Assert.Equal(int.MaxValue, _scheduler.MaximumConcurrencyLevel);
    }

    [Fact]
    public async Task Whoever_Blocks_Keeps_Nobody_Waiting()
    {
        using var mayEnd = new ManualResetEventSlim();
        var blocked = Enumerable.Range(0, 40).Select(_ => StartAsync(() => mayEnd.Wait(Patience))).ToList();

        Assert.Equal(7, await StartAsync(() => 7).WaitAsync(Patience));

        mayEnd.Set();
        Assert.DoesNotContain(false, await Task.WhenAll(blocked).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_Thread_That_Has_Nothing_To_Do_Takes_The_Next_Work()
    {
        var threads = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            threads.Add(await StartAsync(() => Environment.CurrentManagedThreadId).WaitAsync(Patience));
            await Task.Delay(5);
        }

        Assert.InRange(threads.Count, 1, 5);
    }

    [Fact]
    public async Task What_Goes_On_After_A_Wait_Stays_Here()
    {
        var names = await Task.Factory.StartNew(
            async () =>
            {
                var before = Thread.CurrentThread.Name;
                await Task.Yield();
                return (before, Thread.CurrentThread.Name);
            },
            default,
            TaskCreationOptions.None,
            _scheduler).Unwrap().WaitAsync(Patience);

        Assert.Equal(("Provider", "Provider"), names);
    }

    [Fact]
    public async Task What_Is_To_Run_At_Once_Does_So_Here_And_On_No_Other_Thread()
    {
        var elsewhere = new Task<string?>(() => Thread.CurrentThread.Name);
        elsewhere.RunSynchronously(_scheduler);
        Assert.Equal("Provider", await elsewhere);

        var (outer, inner) = await StartAsync(() =>
        {
            var here = new Task<int>(() => Environment.CurrentManagedThreadId);
            here.RunSynchronously(_scheduler);
            return (Environment.CurrentManagedThreadId, here);
        });
        Assert.Equal(outer, await inner);
    }

    private Task<T> StartAsync<T>(Func<T> work) => Task.Factory.StartNew(work, default, TaskCreationOptions.None, _scheduler);
}
