using Gateway.Errors;
using Gateway.Plugins;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>What a caller is told when a platform does not answer a call that uses the stored token.</summary>
internal static class CallRefusals
{
    public static Refusal From(ScmFailure failure, ProviderDescription provider) => failure.Reason switch
    {
        ScmFailureReason.TokenRejected => Refusal.Forbidden(
            $"{provider.PlatformName} refuses the integration's token: replace it", ErrorCodes.TokenRefused),
        ScmFailureReason.ScopeMissing => Refusal.Forbidden(
            $"the integration's token lacks a scope that {provider.PlatformName} asks for: replace it", ErrorCodes.ScopeMissing),
        ScmFailureReason.RateLimited => Refusal.Unavailable(
            $"{provider.PlatformName} answers no more calls for now: try again later", failure.RetryAfter),
        _ => Refusal.Unavailable($"{provider.PlatformName} cannot answer now: try again later", failure.RetryAfter),
    };
}
