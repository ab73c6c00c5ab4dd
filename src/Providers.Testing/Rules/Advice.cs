using System.Text.Json;
using Providers.Abstractions;

namespace Providers.Testing.Rules;

/// <summary>How to mend what is often wrong.</summary>
internal static class Advice
{
    public static string For(ScmFailureReason reason) => reason switch
    {
        ScmFailureReason.TokenRejected => "look at StatusCode: where the platform says that the token is no good (mostly 401), return ScmFailure.TokenRejected().",
        ScmFailureReason.ScopeMissing => "where the platform refuses a good token for its scopes (mostly 403), return ScmFailure.ScopeMissing(…).",
        ScmFailureReason.RateLimited => "for 429, and what else the platform uses, return ScmFailure.RateLimited(wait); the wait is in Retry-After or a header of the platform.",
        ScmFailureReason.PlatformFailed => "for every status of 500 and above return ScmFailure.PlatformFailed(…).",
        ScmFailureReason.NotThisPlatform => "where the answer has not the platform's form (status, JSON, the fields that must be there), return ScmFailure.NotThisPlatform().",
        _ => "let HttpRequestException through, or return ScmFailure.InstanceUnreachable().",
    };

    public static string For(Exception? exception) => exception switch
    {
        ContractBrokenException => "if the request is right, record its answer; if not, mend the address that the provider builds.",
        JsonException => "catch JsonException where the answer is read, and return ScmFailure.NotThisPlatform().",
        HttpRequestException => "look at StatusCode before reading. EnsureSuccessStatusCode, GetStringAsync and GetFromJsonAsync throw for what can be expected.",
        OperationCanceledException => "cancel nothing that the given CancellationToken did not cancel: the gateway has a deadline over each call.",
        InvalidOperationException or NullReferenceException or KeyNotFoundException or FormatException or InvalidCastException or ArgumentException or OverflowException
            => "take no field for granted: check for null and for the kind before using it, and return ScmFailure.NotThisPlatform() when one that must be there is not.",
        null => "return the value as soon as the platform has answered.",
        _ => "return a ScmFailure for what can be expected: an exception is a bug, and costs the call.",
    };
}
