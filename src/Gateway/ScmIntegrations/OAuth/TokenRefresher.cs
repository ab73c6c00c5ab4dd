using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Gateway.Outbound;
using Gateway.Storage;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>
/// Trades a refresh token for a new access token when the old one is about to end (RFC 6749, section 6): once for all who wait for it, and
/// kept in the store before anybody uses it, because the platform has forgotten the old pair by then.
/// </summary>
internal sealed partial class TokenRefresher(
    OAuthPlatforms platforms, OutboundHandler handler, IScmIntegrationStore store, TimeProvider time, ILogger<TokenRefresher> logger)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<ScmResult<ScmIntegration>>>> _underWay = new();

    /// <summary>The integration with a token that is good for a while, or why there is none.</summary>
    public Task<ScmResult<ScmIntegration>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        return IsFresh(integration)
            ? Task.FromResult(ScmResult.Success(integration))
            : _underWay.GetOrAdd(integration.Id, _ => new Lazy<Task<ScmResult<ScmIntegration>>>(() => RefreshOnceAsync(integration)))
                .Value.WaitAsync(cancellationToken);
    }

    private bool IsFresh(ScmIntegration integration)
        => integration is not { RefreshToken: not null, ExpiresAt: { } end } || end - time.GetUtcNow() > Margin;

    private async Task<ScmResult<ScmIntegration>> RefreshOnceAsync(ScmIntegration seen)
    {
        try
        {
            // What the caller has seen may be older than the last refresh, and a refresh token works once.
            if (await store.FindAsync(seen.OwnerId, seen.Id, CancellationToken.None) is not { } integration)
            {
                return ScmFailure.TokenRejected("The integration was removed.");
            }

            if (IsFresh(integration) || integration.RefreshToken is not { } refreshToken)
            {
                return integration;
            }

            using var deadline = new CancellationTokenSource(Deadline, time);
            var result = await AskAsync(integration, refreshToken, deadline.Token);
            return result.Value is { } tokens ? await KeepAsync(integration, tokens) : result.Failure!;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return ScmFailure.PlatformFailed($"The token endpoint did not answer ({exception.GetType().Name}).");
        }
        finally
        {
            _underWay.TryRemove(seen.Id, out _);
        }
    }

    private async Task<ScmResult<OAuthTokens>> AskAsync(
        ScmIntegration integration, Secret refreshToken, CancellationToken cancellationToken)
    {
        if (platforms.Find(integration.Type) is not { } platform || platform.Instance != integration.Instance
            || await platforms.GetEndpointsAsync(platform, cancellationToken) is not { } endpoints)
        {
            return ScmFailure.PlatformFailed("No client is configured to refresh the token with.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refreshToken.Reveal(),
                ["client_id"] = platform.Client.ClientId!,
                ["client_secret"] = platform.Client.ClientSecret!,
            }),
        };
        request.Headers.Accept.Add(new("application/json"));

        using var client = new HttpMessageInvoker(handler, disposeHandler: false);
        using var response = await client.SendAsync(request, cancellationToken);
        return Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    // Some platforms answer a refusal with 200 and an error member. Only a refused grant is the token's fault; a refused client is ours.
    private ScmResult<OAuthTokens> Read(HttpStatusCode status, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            if (status == HttpStatusCode.OK && answer.GetText("access_token") is { Length: > 0 } accessToken)
            {
                return new OAuthTokens(
                    new Secret(accessToken),
                    answer.GetSecret("refresh_token"),
                    answer.GetTextOrNumber("expires_in") is { } text && int.TryParse(text, out var seconds)
                        ? time.GetUtcNow().AddSeconds(seconds)
                        : null);
            }

            return answer.GetText("error") is "invalid_grant" or "bad_refresh_token"
                ? ScmFailure.TokenRejected("The platform refuses the refresh token.")
                : ScmFailure.PlatformFailed($"The token endpoint answered {(int)status}.");
        }
        catch (JsonException)
        {
            return ScmFailure.PlatformFailed($"The token endpoint answered {(int)status} without JSON.");
        }
    }

    private async Task<ScmResult<ScmIntegration>> KeepAsync(ScmIntegration integration, OAuthTokens tokens)
    {
        var replaced = integration.RefreshToken;
        while (true)
        {
            var refreshed = integration with
            {
                AccessToken = tokens.AccessToken,
                RefreshToken = tokens.RefreshToken ?? integration.RefreshToken,
                ExpiresAt = tokens.ExpiresAt,
            };
            var outcome = await store.UpdateAsync(refreshed, CancellationToken.None);
            if (await store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None) is not { } kept)
            {
                return ScmFailure.TokenRejected("The integration was removed.");
            }

            // Somebody noted something else in between: the new pair is put into what they left. New tokens of theirs are newer than ours.
            if (outcome == UpdateOutcome.Updated || !Equals(kept.RefreshToken, replaced))
            {
                return kept;
            }

            Log.Overtaken(logger, integration.Id);
            integration = kept;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The token of integration {IntegrationId} was changed by somebody else while it was refreshed.")]
        public static partial void Overtaken(ILogger logger, Guid integrationId);
    }
}
