using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Providers.Abstractions;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>What an answer that is no success means. The sentences hold the status and nothing of the body.</summary>
internal static class GitHubFailures
{
    public static async Task<ScmFailure> ReadAsync(HttpResponseMessage response, string flaw, CancellationToken cancellationToken)
        => response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ScmFailure.TokenRejected(flaw),
            HttpStatusCode.TooManyRequests => RateLimited(response.Headers),
            HttpStatusCode.Forbidden when await IsRateLimitAsync(response, cancellationToken) => RateLimited(response.Headers),
            HttpStatusCode.Forbidden when MissingScopes(response.Headers) is { Count: > 0 } scopes => ScmFailure.ScopeMissing(scopes),
            HttpStatusCode.Forbidden => ScmFailure.PlatformFailed(flaw),
            >= HttpStatusCode.InternalServerError => ScmFailure.PlatformFailed(flaw),
            _ => ScmFailure.NotThisPlatform(flaw),
        };

    // Any of the accepted scopes suffices, and they are told whatever the call is refused for: a repository may be blocked, and a token
    // that an organisation wants authorized for its single sign-on lacks no scope. Only a token that has none of them is to blame.
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
    private static IReadOnlyList<string> MissingScopes(HttpResponseHeaders headers)
    {
        var accepted = ScopeNames.Parse(headers.First(GitHubDefaults.AcceptedScopesHeader) ?? "");
        return headers.First(GitHubDefaults.SingleSignOnHeader) is null
            && GitHubScopes.Read(headers) is { } granted
            && !accepted.Intersect(granted, StringComparer.Ordinal).Any()
                ? accepted
                : [];
    }

    private static ScmFailure RateLimited(HttpResponseHeaders headers)
        => ScmFailure.RateLimited(RetryDelay.From(headers, GitHubDefaults.RateLimitResetHeader));

    // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: a 403 may be either limit. An instance without
    // limits sends no such header, and the secondary limit may come without any, told by its message alone.
    private static async Task<bool> IsRateLimitAsync(HttpResponseMessage response, CancellationToken cancellationToken)
        => response.Headers.RetryAfter is not null
        || response.Headers.First(GitHubDefaults.RateLimitRemainingHeader) == "0"
        || await SaysRateLimitAsync(response.Content, cancellationToken);

    private static async Task<bool> SaysRateLimitAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var error = JsonSerializer.Deserialize(
                await content.ReadAsByteArrayAsync(cancellationToken), GitHubJsonContext.Default.GitHubErrorAnswer);
            return error?.Message?.Contains("rate limit", StringComparison.OrdinalIgnoreCase) is true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
