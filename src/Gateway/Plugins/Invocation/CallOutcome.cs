using Providers.Abstractions;

namespace Gateway.Plugins.Invocation;

/// <summary>How a call ended: what its caller gets, and what is counted.</summary>
/// <param name="Result">Host-owned through and through.</param>
/// <param name="Name">The label in metrics.</param>
/// <param name="IsFault">Whether the provider itself is to blame.</param>
internal sealed record CallOutcome<TResult>(ScmResult<TResult> Result, string Name, bool IsFault = false)
    where TResult : class
{
    /// <summary>Whether the provider or the platform has failed, rather than answered what nobody likes to hear.</summary>
    public bool IsFailure => Result.Failure?.Reason
        is ScmFailureReason.PlatformFailed or ScmFailureReason.InstanceUnreachable or ScmFailureReason.RateLimited;

    public static CallOutcome<TResult> Of(ScmResult<TResult> result) => new(result, result.Failure?.Reason switch
    {
        null => "success",
        ScmFailureReason.TokenRejected => "token_rejected",
        ScmFailureReason.ScopeMissing => "scope_missing",
        ScmFailureReason.InstanceUnreachable => "instance_unreachable",
        ScmFailureReason.NotThisPlatform => "not_this_platform",
        ScmFailureReason.RateLimited => "rate_limited",
        _ => "platform_failed",
    });
}
