using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Identity;

/// <summary>
/// Remembers answers for a moment: good ones up to the configured time, bad ones for a few seconds, failures never. One question per
/// token is under way at a time, and it goes on for the others when the caller who began it leaves.
/// </summary>
/// <remarks>
/// Keyed by a hash that only this process can compute, so that a dump of the memory gives no token away. The design is that of
/// Kubernetes' token cache, with a bound on the number of entries.
/// </remarks>
internal sealed class CachedOwnerSource : IOwnerSource, IOwnerCache, IDisposable
{
    private const int MaxOwners = 20_000;
    private const int MaxRejected = 10_000;

    private static readonly TimeSpan RejectedDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(6);

    private readonly MemoryCache _owners = new(new MemoryCacheOptions { SizeLimit = MaxOwners });
    private readonly MemoryCache _rejected = new(new MemoryCacheOptions { SizeLimit = MaxRejected });
    private readonly ConcurrentDictionary<TokenDigest, Lazy<Task<OwnerAnswer>>> _lookups = new();
    private readonly OwnerEvictions _evictions = new();
    private readonly Lock _remembering = new();
    private readonly TokenDigester _digester = new();
    private readonly IOwnerSource _inner;
    private readonly IOptionsMonitor<IdentityOptions> _options;
    private readonly IdentityMetrics _metrics;
    private readonly TimeProvider _time;

    public CachedOwnerSource(
        IOwnerSource inner, IOptionsMonitor<IdentityOptions> options, IdentityMetrics metrics, TimeProvider time)
    {
        _inner = inner;
        _options = options;
        _metrics = metrics;
        _time = time;
    }

    public ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        var digest = _digester.Compute(bearerToken);
        if (TryGet(_owners, digest, out var answer) || TryGet(_rejected, digest, out answer))
        {
            _metrics.CacheHit();
            return ValueTask.FromResult(answer);
        }

        _metrics.CacheMiss();
        var lookup = _lookups.GetOrAdd(digest, NewLookup, bearerToken);
        return new ValueTask<OwnerAnswer>(lookup.Value.WaitAsync(cancellationToken));
    }

    public void Evict(Secret bearerToken)
    {
        var digest = _digester.Compute(bearerToken);
        lock (_remembering)
        {
            // What is under way may be older than this: nobody joins it any more, and it is not remembered.
            _lookups.TryRemove(digest, out _);
            _rejected.Remove(digest);
            if (_owners.TryGetValue(digest, out CachedAnswer? cached))
            {
                // Believed no more, but still there to tell whose token it is when that comes again.
                _evictions.Evict(cached!.Answer.Owner!.Id);
            }
        }
    }

    public void Dispose()
    {
        _owners.Dispose();
        _rejected.Dispose();
    }

    private bool TryGet(MemoryCache cache, TokenDigest digest, [NotNullWhen(true)] out OwnerAnswer? answer)
    {
        answer = cache.TryGetValue(digest, out CachedAnswer? cached) && _time.GetTimestamp() < cached!.ValidUntil && !IsEvicted(cached)
            ? cached.Answer
            : null;
        return answer is not null;
    }

    // One of an owner's tokens may revoke another of theirs.
    private bool IsEvicted(CachedAnswer cached) => cached.Answer.Owner is { } owner && _evictions.HasEvictedSince(cached.Asked, owner.Id);

    private Lazy<Task<OwnerAnswer>> NewLookup(TokenDigest digest, Secret bearerToken)
    {
        Lazy<Task<OwnerAnswer>>? lookup = null;
        return lookup = new Lazy<Task<OwnerAnswer>>(() => LookUpAsync(digest, bearerToken, lookup!));
    }

    private async Task<OwnerAnswer> LookUpAsync(TokenDigest digest, Secret bearerToken, Lazy<Task<OwnerAnswer>> lookup)
    {
        try
        {
            using var timeout = new CancellationTokenSource(LookupTimeout, _time);
            var asked = _evictions.Now;
            var answer = await AskAsync(bearerToken, timeout.Token);
            lock (_remembering)
            {
                if (_lookups.TryGetValue(digest, out var current) && current == lookup)
                {
                    Remember(digest, answer, asked);
                }
                else if (answer.Owner is { } owner)
                {
                    // The token was evicted before it was known whose it is.
                    _evictions.Evict(owner.Id);
                }
            }

            return answer;
        }
        finally
        {
            _lookups.TryRemove(KeyValuePair.Create(digest, lookup));
        }
    }

    private async Task<OwnerAnswer> AskAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        try
        {
            return await _inner.FindOwnerAsync(bearerToken, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return OwnerAnswer.Unavailable(RejectedDuration);
        }
    }

    private void Remember(TokenDigest digest, OwnerAnswer answer, long asked)
    {
        if (answer.IsUnavailable)
        {
            return;
        }

        var duration = answer.Owner is null ? RejectedDuration : OwnerDuration(answer);
        if (duration <= TimeSpan.Zero)
        {
            return;
        }

        var validUntil = _time.GetTimestamp() + (long)(duration.TotalSeconds * _time.TimestampFrequency);
        (answer.Owner is null ? _rejected : _owners).Set(
            digest,
            new CachedAnswer(answer, asked, validUntil),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = duration });
    }

    private TimeSpan OwnerDuration(OwnerAnswer answer)
    {
        var duration = _options.CurrentValue.Upstream.CacheDuration;
        return answer.ValidUntil is { } end && end - _time.GetUtcNow() is var left && left < duration ? left : duration;
    }

    private sealed record CachedAnswer(OwnerAnswer Answer, long Asked, long ValidUntil);
}
