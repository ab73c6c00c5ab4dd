using System.Net;
using System.Text.Json;
using Gateway.Outbound;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <inheritdoc/>
internal sealed class TokenEndpoint(OAuthPlatforms platforms, OutboundHandler handler, TimeProvider time) : ITokenEndpoint
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public async Task<ScmResult<OAuthTokens>> RefreshAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        if (platforms.Find(integration.Type) is not { } platform || platform.Instance != integration.Instance
            || await platforms.GetEndpointsAsync(platform, cancellationToken) is not { } endpoints)
        {
            return ScmFailure.PlatformFailed("No client is configured to refresh the token with.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.TokenEndpoint) { Content = Grant(platform.Client, integration) };
        request.Headers.Accept.Add(new("application/json"));
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            using var client = new HttpMessageInvoker(handler, disposeHandler: false);
            using var response = await client.SendAsync(request, either.Token);
            return Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ScmFailure.PlatformFailed($"The token endpoint did not answer ({exception.GetType().Name}).");
        }
    }

    private static FormUrlEncodedContent Grant(OAuthClientOptions client, ScmIntegration integration) => new(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["refresh_token"] = integration.RefreshToken!.Reveal(),
        ["client_id"] = client.ClientId!,
        ["client_secret"] = client.ClientSecret!,
    });

    private ScmResult<OAuthTokens> Read(HttpStatusCode status, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(status, document.RootElement)
                : ScmFailure.PlatformFailed($"The token endpoint answered {(int)status} without an object.");
        }
        catch (JsonException)
        {
            return ScmFailure.PlatformFailed($"The token endpoint answered {(int)status} without JSON.");
        }
    }

    // Some platforms answer a refusal with 200 and an error member. Only what says that the grant is over is the token's fault: a client
    // whose secret was mistyped must not cost every user the link.
    private ScmResult<OAuthTokens> Read(HttpStatusCode status, JsonElement answer)
    {
        if (status == HttpStatusCode.OK && ScmAccessToken.TryParse(answer.GetText("access_token"), out var accessToken))
        {
            return new OAuthTokens(
                new Secret(accessToken.Reveal()),
                answer.GetText("refresh_token") is { Length: > 0 } refreshToken ? new Secret(refreshToken) : null,
                OAuthTokens.EndOf(answer.GetTextOrNumber("expires_in"), time));
        }

        return answer.GetText("error") is "invalid_grant" or "bad_refresh_token"
            ? ScmFailure.TokenRejected("The platform refuses the refresh token.")
            : ScmFailure.PlatformFailed($"The token endpoint answered {(int)status}.");
    }
}
