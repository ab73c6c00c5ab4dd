using Providers.Abstractions;
using Providers.Testing.Calls;
using Providers.Testing.Platforms;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    // Decides nothing for a provider that listens; it ends the wait for one that does not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A call whose caller has already gone gives no value.</summary>
    [Theory]
    [EveryCall]
    public async Task Cancellation_Before_The_Call_Is_Honoured(string call)
    {
        if (Claimed(call) is { } claimed && Recorded(call) is { } scenario)
        {
            var (outcome, _) = await RunAsync(
                claimed, Recorded(scenario, Instance), scenario.Input, cancellationToken: new CancellationToken(canceled: true));
            RefuseDeafness(claimed, outcome, "was cancelled before the call");
        }
    }

    /// <summary>A platform that never answers holds a call no longer than its caller waits.</summary>
    [Theory]
    [EveryCall]
    public async Task Cancellation_During_The_Call_Is_Honoured(string call)
    {
        if (Claimed(call) is not { } claimed)
        {
            return;
        }

        using var platform = new SilentPlatform();
        using var caller = new CancellationTokenSource();
        var running = Task.Run(() => RunAsync(claimed, platform, cancellationToken: caller.Token));
        if (await Task.WhenAny(platform.Asked, running, Task.Delay(Patience)) != platform.Asked)
        {
            var early = running.IsCompleted ? (await running).Outcome.ToString() : "nothing was asked";
            throw ContractBrokenException.Because(
                $"{call}: the provider asks the platform through the lent handler.", early, "use connection.HttpClient or connection.Handler.");
        }

        await caller.CancelAsync();
        if (await Task.WhenAny(running, Task.Delay(Patience)) != running)
        {
            throw ContractBrokenException.Because(
                $"{call}: a call ends when its CancellationToken fires while the platform keeps silent.",
                "it goes on",
                "pass cancellationToken to every SendAsync, GetAsync, ReadFromJsonAsync and ReadAsStringAsync.");
        }

        RefuseDeafness(claimed, (await running).Outcome, "fires while the platform keeps silent");
    }

    private static void RefuseDeafness(ProviderCall call, CallOutcome outcome, string situation)
    {
        if (outcome.Exception is not OperationCanceledException && outcome.Failure?.Reason is not ScmFailureReason.PlatformFailed)
        {
            throw ContractBrokenException.Because(
                $"{call}: the call is given up when its CancellationToken {situation}.",
                outcome.ToString(),
                "pass cancellationToken on, and let OperationCanceledException through.");
        }
    }
}
