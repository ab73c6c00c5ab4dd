namespace Providers.Abstractions;

/// <summary>Why a platform gave no answer to use.</summary>
public enum ScmFailureReason
{
    /// <summary>The platform says that the token is no good: unknown, revoked or expired.</summary>
    TokenRejected,

    /// <summary>The token is good, and lacks a scope that the call needs.</summary>
    ScopeMissing,

    /// <summary>No connection could be made: the name does not resolve, nothing listens, TLS fails, or the gateway does not allow it.</summary>
    InstanceUnreachable,

    /// <summary>Something answered, and it is not this platform.</summary>
    NotThisPlatform,

    /// <summary>The platform answered with a failure of its own (5xx), broke off or took too long. Asking again later may help.</summary>
    PlatformFailed,

    /// <summary>The platform answers no more calls for now.</summary>
    RateLimited,
}
