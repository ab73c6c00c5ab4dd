using Gateway.Plugins;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>Asks a platform whose token it is, and whether it may do what integrations need.</summary>
internal sealed class TokenExaminer(IProviderInvoker platforms, IOptionsMonitor<ScopeOptions> scopes)
{
    public async Task<ScmResult<ScmAccount>> ExamineAsync(
        ProviderDescription provider, ScmInstance instance, ScmAccessToken token, CancellationToken cancellationToken)
    {
        var result = await platforms.InvokeAsync<IScmProvider, ScmAccount>(
            provider.Type,
            instance,
            token,
            static (platform, connection, cancellation) => platform.GetAccountAsync(connection, cancellation),
            cancellationToken);

        return result.Value is { Scopes: { } granted } && scopes.CurrentValue.For(provider).Except(granted).ToList() is { Count: > 0 } missing
            ? ScmFailure.ScopeMissing(missing)
            : result;
    }
}
