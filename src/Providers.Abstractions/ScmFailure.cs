namespace Providers.Abstractions;

/// <summary>Why a platform gave no answer to use. Made by the factories below, one for each reason.</summary>
public sealed record ScmFailure
{
    private ScmFailure(ScmFailureReason reason) => Reason = reason;

    /// <summary>The reason, which decides what the gateway answers.</summary>
    public ScmFailureReason Reason { get; }

    /// <summary>
    /// A sentence for the operator's log; <see langword="null"/> when the reason says it all. Never shown to a caller. Must hold no token
    /// and nothing of the platform's answer but its status code.
    /// </summary>
    public string? Detail { get; private init; }

    /// <summary>The scopes that the token lacks; empty when the platform does not say, and for other reasons.</summary>
    public IReadOnlyList<string> MissingScopes { get; private init; } = [];

    /// <summary>How long to wait before asking again; <see langword="null"/> when the platform does not say.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary><see cref="ScmFailureReason.TokenRejected"/>.</summary>
    public static ScmFailure TokenRejected(string? detail = null) => new(ScmFailureReason.TokenRejected) { Detail = detail };

    /// <summary><see cref="ScmFailureReason.ScopeMissing"/>.</summary>
    public static ScmFailure ScopeMissing(params IReadOnlyList<string> scopes)
        => new(ScmFailureReason.ScopeMissing) { MissingScopes = scopes };

    /// <summary><see cref="ScmFailureReason.InstanceUnreachable"/>.</summary>
    public static ScmFailure InstanceUnreachable(string? detail = null) => new(ScmFailureReason.InstanceUnreachable) { Detail = detail };

    /// <summary><see cref="ScmFailureReason.NotThisPlatform"/>.</summary>
    public static ScmFailure NotThisPlatform(string? detail = null) => new(ScmFailureReason.NotThisPlatform) { Detail = detail };

    /// <summary><see cref="ScmFailureReason.PlatformFailed"/>.</summary>
    public static ScmFailure PlatformFailed(string? detail = null) => new(ScmFailureReason.PlatformFailed) { Detail = detail };

    /// <summary><see cref="ScmFailureReason.RateLimited"/>.</summary>
    public static ScmFailure RateLimited(TimeSpan? retryAfter = null)
        => new(ScmFailureReason.RateLimited) { RetryAfter = retryAfter };
}
