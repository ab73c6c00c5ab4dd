namespace Providers.Testing.Platforms;

/// <summary>Holds the first requests until all callers are there, so that they truly run at once; then lets the others answer.</summary>
internal sealed class GatheringPlatform(int callers, Func<SeenRequest, IPlatform> platformOf) : IPlatform, IDisposable
{
    // Only for a provider that lets one call wait for another: then they never all arrive, and the wait decides nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _gathered = new();
    private int _arrived;

    public async Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _arrived) == callers)
        {
            await _gathered.CancelAsync();
        }

        await Task.Delay(Patience, _gathered.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return await platformOf(request).AnswerAsync(request, cancellationToken);
    }

    public void Dispose() => _gathered.Dispose();
}
