using System.Net;
using System.Text.Json;
using Providers.Abstractions;
using Providers.Common;

namespace Providers.GitLabSelfHosted;

/// <summary>What an answer that is no success means. The sentences hold the status and nothing of the body.</summary>
internal static class GitLabFailures
{
    private const string InsufficientScope = "insufficient_scope";

    public static async Task<ScmFailure> ReadAsync(HttpResponseMessage response, string flaw, CancellationToken cancellationToken)
        => response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ScmFailure.TokenRejected(flaw),
            HttpStatusCode.TooManyRequests => RateLimited(response),
            HttpStatusCode.Forbidden when response.Headers.RetryAfter is not null => RateLimited(response),
            HttpStatusCode.Forbidden => await ReadScopesAsync(response.Content, cancellationToken) is { } scopes
                ? ScmFailure.ScopeMissing(scopes)
                : ScmFailure.PlatformFailed(flaw),
            >= HttpStatusCode.InternalServerError => ScmFailure.PlatformFailed(flaw),
            _ => ScmFailure.NotThisPlatform(flaw),
        };

    private static ScmFailure RateLimited(HttpResponseMessage response)
        => ScmFailure.RateLimited(RetryDelay.From(response.Headers, GitLabDefaults.RateLimitResetHeader));

    // RFC 6750, section 3.1: a token whose scopes do not suffice is told so by name. Any other 403, which gives null here, is none of the token's: the
    // account is blocked, or may not do this.
    private static async Task<IReadOnlyList<string>?> ReadScopesAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var error = JsonSerializer.Deserialize(
                await content.ReadAsByteArrayAsync(cancellationToken), GitLabJsonContext.Default.GitLabErrorAnswer);
            return error?.Error == InsufficientScope ? ScopeNames.Parse(error.Scope ?? "") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
