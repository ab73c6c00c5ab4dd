namespace Providers.Testing.Platforms;

/// <summary>Takes a request and never answers; only the caller's cancellation ends the wait.</summary>
internal sealed class SilentPlatform : IPlatform, IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _released = new();

    /// <summary>Completes when the first request has arrived.</summary>
    public Task Asked => _asked.Task;

    public async Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken)
    {
        _asked.TrySetResult();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _released.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Lets a provider that does not listen go, so that it does not outlive the test.</summary>
    public void Dispose()
    {
        _released.Cancel();
        _released.Dispose();
    }
}
