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
        if (integration is not { RefreshToken: { } refreshToken, ExpiresAt: { } end } || end - time.GetUtcNow() > Margin)
        {
            return Task.FromResult(ScmResult.Success(integration));
        }

        return _underWay.GetOrAdd(
                integration.Id, id => new Lazy<Task<ScmResult<ScmIntegration>>>(() => RefreshOnceAsync(integration, refreshToken)))
            .Value.WaitAsync(cancellationToken);
    }

    private async Task<ScmResult<ScmIntegration>> RefreshOnceAsync(ScmIntegration integration, Secret refreshToken)
    {
        try
        {
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
            _underWay.TryRemove(integration.Id, out _);
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

    // Some platforms answer a refusal with 200 and an error member.
    private ScmResult<OAuthTokens> Read(HttpStatusCode status, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (status == HttpStatusCode.OK && document.RootElement.GetText("access_token") is { Length: > 0 } accessToken)
            {
                return new OAuthTokens(
                    new Secret(accessToken),
                    document.RootElement.GetSecret("refresh_token"),
                    document.RootElement.GetTextOrNumber("expires_in") is { } text && int.TryParse(text, out var seconds)
                        ? time.GetUtcNow().AddSeconds(seconds)
                        : null);
            }
        }
        catch (JsonException)
        {
            return ScmFailure.PlatformFailed($"The token endpoint answered {(int)status} without JSON.");
        }

        return status is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? ScmFailure.TokenRejected("The platform refuses the refresh token.")
            : ScmFailure.PlatformFailed($"The token endpoint answered {(int)status}.");
    }

    private async Task<ScmResult<ScmIntegration>> KeepAsync(ScmIntegration integration, OAuthTokens tokens)
    {
        var refreshed = integration with
        {
            AccessToken = tokens.AccessToken,
            RefreshToken = tokens.RefreshToken ?? integration.RefreshToken,
            ExpiresAt = tokens.ExpiresAt,
        };
        if (await store.UpdateAsync(refreshed, CancellationToken.None) != UpdateOutcome.Updated)
        {
            Log.Overtaken(logger, integration.Id);
        }

        // Whoever was faster has kept something newer; what is kept counts.
        return await store.FindAsync(integration.OwnerId, integration.Id, CancellationToken.None) is { } kept
            ? kept
            : ScmFailure.TokenRejected("The integration was removed.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The token of integration {IntegrationId} was changed by somebody else while it was refreshed.")]
        public static partial void Overtaken(ILogger logger, Guid integrationId);
    }
}
