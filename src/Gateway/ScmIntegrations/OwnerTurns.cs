using System.Threading.RateLimiting;
using Gateway.Errors;
using Gateway.Identity;

namespace Gateway.ScmIntegrations;

/// <summary>
/// Lets few calls of an owner to platforms run at the same time, or one with slow platforms could take every place there is. The others wait.
/// </summary>
internal sealed class OwnerTurns(TimeProvider time) : IAsyncDisposable
{
    private const int AtATime = 2;
    private const int Waiting = 64;

    // Longer than a call may take, and with a call of one's own shorter than clients wait, 30 s.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(
        ownerId => RateLimitPartition.GetConcurrencyLimiter(ownerId, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = AtATime,
            QueueLimit = Waiting,
        }),
        StringComparer.Ordinal);

    /// <summary>When a call that gets no turn may come again.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What the API answers to a call that gets no turn.</summary>
    public static IResult Busy { get; } = Problems.TooManyRequests(RetryAfter);

    /// <summary>For an endpoint that has no body to wait for first.</summary>
    public async ValueTask<object?> TakeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var turn = await TakeAsync(http.GetCaller().Owner, http.RequestAborted);
        return turn is null ? Busy : await next(context);
    }

    /// <summary>A turn, which ends when it is disposed; null when too many wait already, or it did not come in time.</summary>
    public async ValueTask<IDisposable?> TakeAsync(CurrentOwner owner, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(LongestWait, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            var turn = await _turns.AcquireAsync(owner.Id, permitCount: 1, patience.Token);
            return turn.IsAcquired ? turn : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _turns.DisposeAsync();
}
