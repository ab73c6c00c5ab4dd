using System.Threading.RateLimiting;
using Gateway.Errors;
using Gateway.Identity;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations;

/// <summary>How often one owner may call: counted by the owner's id, never by an address that a caller can write into a header.</summary>
internal sealed class OwnerLimits(IOptions<LimitOptions> options) : IAsyncDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _calls = Create(options.Value.PerOwnerPerMinute);
    private readonly PartitionedRateLimiter<string> _creates = Create(options.Value.CreatesPerOwnerPerMinute);

    /// <summary>For every endpoint of the API.</summary>
    public ValueTask<object?> CountCallAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CountAsync(_calls, context, next);

    /// <summary>For those that show a new token to a platform.</summary>
    public ValueTask<object?> CountCreateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CountAsync(_creates, context, next);

    /// <summary>The same where the answer is not the API's: false when it is too much, and how long to wait then.</summary>
    public bool TryCountCall(CurrentOwner owner, out TimeSpan retryAfter) => TryCount(_calls, owner, out retryAfter);

    /// <inheritdoc cref="TryCountCall"/>
    public bool TryCountCreate(CurrentOwner owner, out TimeSpan retryAfter) => TryCount(_creates, owner, out retryAfter);

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        await _creates.DisposeAsync();
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
