using System.Runtime.CompilerServices;

namespace Gateway.Plugins.Invocation;

/// <summary>
/// Threads on which providers run, apart from the pool that serves requests: a provider that blocks holds one of these, and no
/// request waits for it. There are as many as are needed at once, which <see cref="PlatformCallLimits"/> and
/// <see cref="ProviderGuard"/> bound; one that has had nothing to do for a while ends.
/// </summary>
internal sealed class ProviderScheduler : TaskScheduler
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(20);

    // A monitor, because threads wait on it.
    private readonly object _gate = new();
    private readonly Queue<Task> _queue = new();
    private int _waiting;

    public override int MaximumConcurrencyLevel => int.MaxValue;

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            if (_waiting > _queue.Count)
            {
                _queue.Enqueue(task);
                Monitor.Pulse(_gate);
                return;
            }
        }

        new Thread(() => Run(task)) { IsBackground = true, Name = "Provider" }.UnsafeStart();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
        => !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
        {
            return [.. _queue];
        }
    }

    private void Run(Task first)
    {
        Execute(first);
        while (ExecuteNext())
        {
            // Until there has been nothing to do for a while.
        }
    }

    // Not inlined, so that a waiting thread holds no reference to what it has done: that would keep a plugin in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ExecuteNext()
    {
        if (TakeNext() is not { } task)
        {
            return false;
        }

        Execute(task);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Execute(Task task) => TryExecuteTask(task);

    private Task? TakeNext()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                _waiting++;
                var pulsed = Monitor.Wait(_gate, IdleTime);
                _waiting--;
                if (!pulsed && _queue.Count == 0)
                {
                    return null;
                }
            }

            return _queue.Dequeue();
        }
    }
}
