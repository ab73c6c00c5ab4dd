using System.Collections.Concurrent;
using System.Net;
using Gateway.Identity;
using Gateway.Proxy;
using Gateway.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.ScmIntegrations.Adoption;

/// <summary>
/// Takes over the integrations that the upstream already has, under their own ids, the first time their owner calls: once per owner, one
/// at a time. An upstream that does not tell delays nothing: the owner is served without them, and asked for again a little later. Of that owner alone,
/// whose token or integrations it may hang on.
/// </summary>
internal sealed partial class IntegrationAdopter(
    IScmIntegrationStore store,
    UpstreamApi upstream,
    UpstreamIntegrationReader reader,
    IOptionsMonitor<AdoptionOptions> options,
    TimeProvider time,
    ILogger<IntegrationAdopter> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private const int MaxPaused = 10_000;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _underWay = new(StringComparer.Ordinal);
    private readonly MemoryCache _pausedUntil = new(new MemoryCacheOptions { SizeLimit = MaxPaused });

    public ValueTask<object?> AdoptAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => options.CurrentValue.Adopt ? AdoptFirstAsync(context, next) : next(context);

    public void Dispose() => _pausedUntil.Dispose();

    private async ValueTask<object?> AdoptFirstAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var caller = context.HttpContext.GetCaller();
        var cancellationToken = context.HttpContext.RequestAborted;
        if (!await store.HasAdoptedAsync(caller.Owner.Id, cancellationToken) && !IsPaused(caller.Owner.Id))
        {
            var adoption = _underWay.GetOrAdd(caller.Owner.Id, _ => new Lazy<Task>(() => AdoptAsync(caller)));
            await Task.WhenAny(adoption.Value, Task.Delay(Patience, time, cancellationToken));
        }

        return await next(context);
    }

    private async Task AdoptAsync(CallerFeature caller)
    {
        try
        {
            var answer = await upstream.SendAsync(
                HttpMethod.Get, ScmIntegrationEndpoints.Prefix, caller.BearerToken, json: null, CancellationToken.None);
            if (answer is not { Status: HttpStatusCode.OK, Body: { } body } || body.GetItems("scm_integrations") is not { } items)
            {
                PauseFor(caller.Owner.Id);
                Log.UpstreamAway(logger, caller.Owner.Id, answer.Problem ?? $"the status {(int?)answer.Status}");
                return;
            }

            var integrations = items.Select(item => reader.Read(item, caller.Owner.Id)).OfType<ScmIntegration>().ToList();
            await store.AdoptAsync(caller.Owner.Id, integrations, CancellationToken.None);
            Log.Adopted(logger, caller.Owner.Id, integrations.Count);
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(logger, caller.Owner.Id, exception);
        }
        finally
        {
            _underWay.TryRemove(caller.Owner.Id, out _);
        }
    }

    private bool IsPaused(string ownerId)
        => _pausedUntil.TryGetValue(ownerId, out DateTimeOffset until) && time.GetUtcNow() < until;

    private void PauseFor(string ownerId) => _pausedUntil.Set(
        ownerId, time.GetUtcNow() + Pause, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Pause });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} integrations of owner {OwnerId} were adopted from the upstream.")]
        public static partial void Adopted(ILogger logger, string ownerId, int count);

        [LoggerMessage(2, LogLevel.Warning, "The integrations of owner {OwnerId} cannot be adopted now, because the upstream does not tell them: {Reason}.")]
        public static partial void UpstreamAway(ILogger logger, string ownerId, string reason);

        [LoggerMessage(3, LogLevel.Warning, "The integrations of owner {OwnerId} cannot be adopted now, because the store is away.")]
        public static partial void StoreAway(ILogger logger, string ownerId, Exception exception);
    }
}
