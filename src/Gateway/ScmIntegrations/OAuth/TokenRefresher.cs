using System.Collections.Concurrent;
using Gateway.ScmIntegrations.Health;
using Gateway.Storage;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>
/// Trades a refresh token for a new access token when the old one is about to end: once for all who wait for it, and kept in the store
/// before anybody uses it, because the platform has forgotten the old pair by then.
/// </summary>
internal sealed partial class TokenRefresher(
    ITokenEndpoint endpoint, IScmIntegrationStore store, TokenStatusRecorder recorder, TimeProvider time, ILogger<TokenRefresher> logger)
{
    private const int MaxAttemptsToKeep = 10;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<ScmResult<ScmIntegration>>>> _underWay = new();

    /// <summary>The integration with a token that is good for a while, or why there is none.</summary>
    public Task<ScmResult<ScmIntegration>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => IsAboutToEnd(integration)
            ? _underWay.GetOrAdd(
                    integration.Id, _ => new Lazy<Task<ScmResult<ScmIntegration>>>(() => RefreshOnceAsync(integration.OwnerId, integration.Id)))
                .Value.WaitAsync(cancellationToken)
            : Task.FromResult(ScmResult.Success(integration));

    // Never cancelled with a request: the platform forgets the old pair, whoever still waits for the new one.
    private async Task<ScmResult<ScmIntegration>> RefreshOnceAsync(string ownerId, Guid id)
    {
        try
        {
            // The caller may have read it before the last refresh, and a refresh token works once.
            if (await store.FindAsync(ownerId, id, CancellationToken.None) is not { } integration)
            {
                return Removed();
            }

            if (!IsAboutToEnd(integration))
            {
                return integration;
            }

            var result = await endpoint.RefreshAsync(integration, CancellationToken.None);
            return result.Value is { } tokens
                ? await KeepAsync(integration, tokens)
                : await DecideAsync(integration, result.Failure!);
        }
        finally
        {
            _underWay.TryRemove(id, out _);
        }
    }

    // The new pair is the only one that is good: whatever else changes at this moment, it must get into the store.
    private async Task<ScmResult<ScmIntegration>> KeepAsync(ScmIntegration integration, OAuthTokens tokens)
    {
        for (var attempt = 1; attempt <= MaxAttemptsToKeep; attempt++)
        {
            var outcome = await recorder.RecordAsync(integration, With(integration, tokens));
            if (await store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None) is not { } kept)
            {
                return Removed();
            }

            if (outcome == UpdateOutcome.Updated || !Equals(kept.RefreshToken, integration.RefreshToken))
            {
                return kept;
            }

            integration = kept;
        }

        Log.NotKept(logger, integration.Id, MaxAttemptsToKeep);
        return ScmFailure.PlatformFailed("The new token could not be kept.");
    }

    private async Task<ScmResult<ScmIntegration>> DecideAsync(ScmIntegration integration, ScmFailure failure)
    {
        if (failure.Reason != ScmFailureReason.TokenRejected)
        {
            Log.EndpointAway(logger, integration.Id, failure.Reason, failure.Detail);
            return integration.ExpiresAt > time.GetUtcNow() ? integration : failure;
        }

        // Another gateway before the same store may have been faster, and be about to keep what it got.
        await Task.Delay(Grace, time);
        return await store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None) is { } kept
            && !Equals(kept.RefreshToken, integration.RefreshToken)
            && !IsAboutToEnd(kept)
                ? kept
                : failure;
    }

    private bool IsAboutToEnd(ScmIntegration integration)
        => integration is { RefreshToken: not null, ExpiresAt: { } end } && end - time.GetUtcNow() <= Margin;

    private ScmIntegration With(ScmIntegration integration, OAuthTokens tokens) => integration with
    {
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken ?? integration.RefreshToken,
        ExpiresAt = tokens.ExpiresAt,
        Status = IntegrationStatus.Active,
        CheckedAt = time.GetUtcNow().TruncateToMilliseconds(),
    };

    private static ScmFailure Removed() => ScmFailure.TokenRejected("The integration was removed.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The refreshed token of integration {IntegrationId} was lost: it was changed by somebody else {Attempts} times.")]
        public static partial void NotKept(ILogger logger, Guid integrationId, int attempts);

        [LoggerMessage(2, LogLevel.Warning, "The token of integration {IntegrationId} cannot be refreshed now: {Reason} ({Detail}).")]
        public static partial void EndpointAway(ILogger logger, Guid integrationId, ScmFailureReason reason, string? detail);
    }
}
