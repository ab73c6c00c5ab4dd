using System.Net;
using System.Net.Http.Headers;
using Providers.Abstractions;

namespace Providers.Common;

/// <summary>One answer of a platform, judged: what it says, or why it says nothing to use.</summary>
/// <remarks>Unlike an <see cref="ScmResult{T}"/> it keeps the status and the headers, by which a provider decides what to do next.</remarks>
internal sealed class PlatformAnswer<T>
    where T : class
{
    private PlatformAnswer(HttpStatusCode status, T? body, ScmFailure? failure, HttpResponseHeaders? headers)
    {
        Status = status;
        Body = body;
        Failure = failure;
        Headers = headers;
    }

    public HttpStatusCode Status { get; }

    public T? Body { get; }

    /// <summary>Null exactly when <see cref="Body"/> is not.</summary>
    public ScmFailure? Failure { get; }

    public HttpResponseHeaders? Headers { get; }

    /// <summary>Whether the platform took the token and keeps this thing from it, or does not know it.</summary>
    public bool IsHidden => Status == HttpStatusCode.NotFound || IsForbidden;

    /// <summary>Like <see cref="IsHidden"/>, and no scope would change that.</summary>
    public bool IsUnknown => Status == HttpStatusCode.NotFound || (IsForbidden && Failure!.MissingScopes.Count == 0);

    /// <summary>A 403 that is no rate limit.</summary>
    public bool IsForbidden => Status == HttpStatusCode.Forbidden && Failure!.Reason != ScmFailureReason.RateLimited;

    public static PlatformAnswer<T> Usable(T body, HttpResponseHeaders headers) => new(HttpStatusCode.OK, body, null, headers);

    public static PlatformAnswer<T> Unusable(ScmFailure failure, HttpStatusCode status, HttpResponseHeaders? headers = null)
        => new(status, null, failure, headers);
}
