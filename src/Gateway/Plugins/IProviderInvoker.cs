using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Plugins;

/// <summary>
/// Calls a provider so that it costs only its own call: under one deadline, within the limits of concurrency, with what it throws
/// turned into a failure, and with its plugin kept loaded until the call has ended.
/// </summary>
internal interface IProviderInvoker
{
    /// <summary>
    /// Calls the provider of a type. <typeparamref name="TProvider"/> is <see cref="IScmProvider"/> or a capability that its
    /// <see cref="ProviderDescription"/> names; when the provider has gone in between, the platform has failed.
    /// </summary>
    Task<ScmResult<TResult>> InvokeAsync<TProvider, TResult>(
        ScmType type,
        ScmInstance instance,
        ScmAccessToken token,
        Func<TProvider, ScmConnection, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TProvider : class
        where TResult : class;

    /// <summary>Null when the type is not served, offers no OAuth, or its provider fails to tell.</summary>
    Task<ScmOAuthEndpoints?> GetOAuthEndpointsAsync(ScmType type, ScmInstance instance, CancellationToken cancellationToken);
}
