using Gateway.Plugins;
using Gateway.ScmIntegrations.OAuth;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.Health;

/// <summary>
/// Asks a platform again whether an integration's token is still good, and keeps the answer with the profile. An outage or a rate limit
/// says nothing about a token and changes nothing.
/// </summary>
internal sealed class TokenCheck(
    IProviderCatalog providers,
    TokenExaminer examiner,
    TokenRefresher refresher,
    TokenStatusRecorder recorder,
    TimeProvider time)
{
    /// <summary>The integration as it is now kept, or why nothing could be learnt.</summary>
    public async Task<ScmResult<ScmIntegration>> CheckAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        if (providers.Find(integration.Type) is not { } provider)
        {
            return ScmFailure.PlatformFailed($"No plugin serves {integration.Type}.");
        }

        var refreshed = await refresher.RefreshAsync(integration, cancellationToken);
        integration = refreshed.Value ?? integration;
        if (integration.AccessToken is null || !ScmAccessToken.TryParse(integration.AccessToken.Reveal(), out var token))
        {
            return integration;
        }

        var result = refreshed.IsSuccess
            ? await examiner.ExamineAsync(provider, integration.Instance, token, cancellationToken)
            : ScmResult.Failed<ScmAccount>(refreshed.Failure);
        if (Apply(integration, result) is not { } changed)
        {
            return result.Failure!;
        }

        // Somebody who replaced or removed it in between knows better.
        await recorder.RecordAsync(integration, changed);
        return changed;
    }

    private ScmIntegration? Apply(ScmIntegration integration, ScmResult<ScmAccount> result)
    {
        var now = time.GetUtcNow();
        if (result.Value is { } account)
        {
            return integration.IsOf(account) ? integration.Refresh(account, now) : integration.Invalidate(now);
        }

        return result.Failure!.IsTokensFault() ? integration.Invalidate(now) : null;
    }
}
