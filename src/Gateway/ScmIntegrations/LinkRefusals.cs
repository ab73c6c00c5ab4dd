using Gateway.Plugins;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>
/// What a caller is told when a platform does not vouch for a token that is to be linked. <c>url</c> has few messages, so that the
/// call is no scanner; the precise reason is in the log under the request's id.
/// </summary>
internal static class LinkRefusals
{
    public static Refusal ForCreate(ScmFailure failure, ProviderDescription provider) => failure.Reason switch
    {
        ScmFailureReason.InstanceUnreachable => Refusal.Invalid(Fields.Url, "cannot be reached from here"),
        ScmFailureReason.NotThisPlatform => Refusal.Invalid(Fields.Url, $"is not a {provider.PlatformName} instance"),
        _ => ForToken(failure, provider),
    };

    /// <summary>For a token alone, where the address is not the caller's to correct.</summary>
    public static Refusal ForToken(ScmFailure failure, ProviderDescription provider) => failure.Reason switch
    {
        ScmFailureReason.TokenRejected => Refusal.Invalid(Fields.AccessToken, "is not valid"),
        ScmFailureReason.ScopeMissing => Refusal.Invalid(Fields.AccessToken, Lacks(failure.MissingScopes)),
        ScmFailureReason.RateLimited => Refusal.Unavailable(
            $"{provider.PlatformName} answers no more calls for now: try again later", failure.RetryAfter),
        _ => Refusal.Unavailable($"{provider.PlatformName} cannot answer now: try again later", failure.RetryAfter),
    };

    private static string Lacks(IReadOnlyList<string> scopes) => scopes.Count switch
    {
        0 => "lacks a scope",
        1 => $"lacks the scope {scopes[0]}",
        _ => $"lacks the scopes {string.Join(", ", scopes)}",
    };
}
