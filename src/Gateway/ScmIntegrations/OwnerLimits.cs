using System.Threading.RateLimiting;
using Gateway.Errors;
using Gateway.Identity;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations;

/// <summary>How often one owner may call: counted by the owner's id, never by an address that a caller can write into a header.</summary>
internal sealed class OwnerLimits(IOptions<LimitOptions> options, TimeProvider time) : IAsyncDisposable
{
    private const int Turns = 2;
    private const int WaitingForATurn = 64;

    // Longer than a call may take, and with a call of one's own shorter than clients wait, 30 s.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IResult Busy { get; } = Problems.TooManyRequests(TimeSpan.FromSeconds(1));

    private readonly PartitionedRateLimiter<string> _calls = Create(options.Value.PerOwnerPerMinute);
    private readonly PartitionedRateLimiter<string> _creates = Create(options.Value.CreatesPerOwnerPerMinute);
    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(
        ownerId => RateLimitPartition.GetConcurrencyLimiter(ownerId, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = Turns,
            QueueLimit = WaitingForATurn,
        }),
        StringComparer.Ordinal);

    /// <summary>For every endpoint of the API.</summary>
    public ValueTask<object?> CountCallAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CountAsync(_calls, context, next);

    /// <summary>For those that show a new token to a platform.</summary>
    public ValueTask<object?> CountCreateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CountAsync(_creates, context, next);

    /// <summary>For those that ask a platform and have no body to wait for.</summary>
    public async ValueTask<object?> TakeTurnAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var turn = await TakeTurnAsync(http.GetCaller().Owner, http.RequestAborted);
        return turn is null ? Busy : await next(context);
    }

    /// <summary>
    /// Few calls of an owner run at the same time, or one with slow platforms could take every place there is. The others wait; null when it is
    /// too many of them, or for too long, which is answered <see cref="Busy"/>.
    /// </summary>
    public async ValueTask<IDisposable?> TakeTurnAsync(CurrentOwner owner, CancellationToken cancellationToken)
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

    /// <summary>As <see cref="CountCallAsync"/> where the answer is not the API's: false when it is too much, and how long to wait then.</summary>
    public bool TryCountCall(CurrentOwner owner, out TimeSpan retryAfter) => TryCount(_calls, owner, out retryAfter);

    /// <inheritdoc cref="TryCountCall"/>
    public bool TryCountCreate(CurrentOwner owner, out TimeSpan retryAfter) => TryCount(_creates, owner, out retryAfter);

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        await _creates.DisposeAsync();
        await _turns.DisposeAsync();
    }

    private static ValueTask<object?> CountAsync(
        PartitionedRateLimiter<string> limiter, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => TryCount(limiter, context.HttpContext.GetCaller().Owner, out var retryAfter)
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.TooManyRequests(retryAfter));

    private static bool TryCount(PartitionedRateLimiter<string> limiter, CurrentOwner owner, out TimeSpan retryAfter)
    {
        using var lease = limiter.AttemptAcquire(owner.Id);
        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Create(int permits)
        => PartitionedRateLimiter.Create<string, string>(
            ownerId => RateLimitPartition.GetSlidingWindowLimiter(ownerId, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = Window,
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }),
            StringComparer.Ordinal);
}
