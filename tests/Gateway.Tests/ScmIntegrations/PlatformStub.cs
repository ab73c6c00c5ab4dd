using Gateway.Plugins;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Gateway.Tests.ScmIntegrations;

/// <summary>A platform that says whose a token is; any other call is an error of the test.</summary>
internal sealed class PlatformStub : IProviderInvoker
{
    /// <summary>By token; a token that is not here is refused.</summary>
    public Dictionary<string, ScmResult<ScmAccount>> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Where its endpoints for OAuth are; null when it has none.</summary>
    public ScmOAuthEndpoints? Endpoints { get; set; }

    public static ScmAccount AccountOf(string uid, DateTimeOffset? expiresAt = null) => new()
    {
        Uid = uid,
        Username = $"user{uid}",
        ExpiresAt = expiresAt,
    };

    public Task<ScmResult<TResult>> InvokeAsync<TProvider, TResult>(
        ScmType type,
        ScmInstance instance,
        ScmAccessToken token,
        Func<TProvider, ScmConnection, CancellationToken, Task<ScmResult<TResult>>> call,
        CancellationToken cancellationToken)
        where TProvider : class
        where TResult : class
        => Task.FromResult((ScmResult<TResult>)(object)Accounts.GetValueOrDefault(token.Reveal(), ScmFailure.TokenRejected("not known")));

    public Task<ScmOAuthEndpoints?> GetOAuthEndpointsAsync(ScmType type, ScmInstance instance, CancellationToken cancellationToken)
        => Task.FromResult(Endpoints);
}
