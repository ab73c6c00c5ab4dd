using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Plugins.Invocation;

/// <summary>
/// Copies what a provider returned into objects that are the host's alone: a list may be a class of the plugin, whose elements are made
/// as they are read, and would keep it in memory. What breaks the contract's promises does not get through.
/// </summary>
internal static class ResultCopy
{
    private const int MaxItems = 20_000;
    private const int MaxNameLength = 1024;

    /// <summary>Null when the result is none: nothing at all, an account without an id, a list with holes, a list without an end.</summary>
    public static ScmResult<TResult>? Of<TResult>(ScmResult<TResult>? result)
        where TResult : class
        => result switch
        {
            { Failure: { } failure } => Copy(failure),
            { Value: { } value } when Copy(value) is TResult copy => copy,
            _ => null,
        };

    private static ScmFailure Copy(ScmFailure failure) => failure.Reason switch
    {
        ScmFailureReason.TokenRejected => ScmFailure.TokenRejected(failure.Detail),
        ScmFailureReason.ScopeMissing => ScmFailure.ScopeMissing(List(failure.MissingScopes) ?? []),
        ScmFailureReason.InstanceUnreachable => ScmFailure.InstanceUnreachable(failure.Detail),
        ScmFailureReason.NotThisPlatform => ScmFailure.NotThisPlatform(failure.Detail),
        ScmFailureReason.RateLimited => ScmFailure.RateLimited(failure.RetryAfter is { } wait && wait > TimeSpan.Zero ? wait : null),
        _ => ScmFailure.PlatformFailed(failure.Detail),
    };

    private static object? Copy(object value) => value switch
    {
        ScmAccount account => Copy(account),
        ScmOAuthEndpoints endpoints => Copy(endpoints),
        ScmPage<ScmOrganization> page => List(page.Items) is { } items ? new ScmPage<ScmOrganization>(items, Math.Max(page.TotalCount, 0)) : null,
        IReadOnlyList<ScmPublicKey> keys => List(keys),
        IReadOnlyList<ScmRepository> repositories => List(repositories),
        IReadOnlyList<ScmPullRequest> pullRequests => List(pullRequests),
        IReadOnlyList<string> names => List(names),
        _ => null,
    };

    private static ScmAccount? Copy(ScmAccount account)
        => IsName(account.Uid) && IsName(account.Username)
            ? account with
            {
                AvatarUrl = WebAddress(account.AvatarUrl),
                ProfileUrl = WebAddress(account.ProfileUrl),
                Scopes = account.Scopes is null ? null : List(account.Scopes),
            }
            : null;

    private static ScmOAuthEndpoints? Copy(ScmOAuthEndpoints endpoints)
        => endpoints is { AuthorizationEndpoint.IsAbsoluteUri: true, TokenEndpoint.IsAbsoluteUri: true } && List(endpoints.Scopes) is { } scopes
            ? new ScmOAuthEndpoints
            {
                AuthorizationEndpoint = new Uri(endpoints.AuthorizationEndpoint.AbsoluteUri),
                TokenEndpoint = new Uri(endpoints.TokenEndpoint.AbsoluteUri),
                Scopes = scopes,
            }
            : null;

    private static T[]? List<T>(IReadOnlyList<T>? list)
        where T : class
    {
        var copy = list?.Take(MaxItems + 1).ToArray();
        return copy is { Length: <= MaxItems } && !Array.Exists(copy, item => item is null) ? copy : null;
    }

    private static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxNameLength;

    // The platform's word, which ends up in other people's browsers.
    private static string? WebAddress(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;
}
