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

    /// <summary>Null when the result is none, which is the provider's fault: nothing at all, an account without an id, a list with holes.</summary>
    public static ScmResult<TResult>? Of<TResult>(ScmResult<TResult>? result)
        where TResult : class
        => result switch
        {
            { Failure: { } failure } => Copy(failure),
            { Value: { } value } => Copy(value) switch
            {
                TResult copy => copy,
                ScmFailure tooMuch => tooMuch,
                _ => null,
            },
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
        ScmPage<ScmOrganization> page => Told(page.Items, items => new ScmPage<ScmOrganization>(items, Math.Max(page.TotalCount, 0))),
        IReadOnlyList<ScmPublicKey> keys => Told(keys, copy => copy),
        IReadOnlyList<ScmRepository> repositories => Told(repositories, copy => copy),
        IReadOnlyList<ScmPullRequest> pullRequests => Told(pullRequests, copy => copy),
        IReadOnlyList<string> names => Told(names, copy => copy),
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

    // How much there is to tell is the instance's word: too much of it says nothing of the provider, which other instances need.
    private static object? Told<T>(IReadOnlyList<T>? list, Func<T[], object> shape)
        where T : class
        => Read(list) switch
        {
            { Length: > MaxItems } => ScmFailure.NotThisPlatform($"The list has more than {MaxItems} items."),
            { } copy when IsWhole(copy) => shape(copy),
            _ => null,
        };

    private static T[]? List<T>(IReadOnlyList<T>? list)
        where T : class
        => Read(list) is { Length: <= MaxItems } copy && IsWhole(copy) ? copy : null;

    private static T[]? Read<T>(IReadOnlyList<T>? list) => list?.Take(MaxItems + 1).ToArray();

    private static bool IsWhole<T>(T[] copy)
        where T : class
        => !Array.Exists(copy, item => item is null);

    private static bool IsName(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxNameLength;

    // The platform's word, which ends up in other people's browsers.
    private static string? WebAddress(string? address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? address
            : null;
}
