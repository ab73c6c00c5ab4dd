using Gateway.Identity;
using Gateway.Storage;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>
/// Keeps what a platform gave at the end of the flow: a new integration, or new tokens for one that the owner has of the same account.
/// </summary>
internal sealed class OAuthLinker(
    TokenExaminer examiner, IScmIntegrationStore store, AuditLog audit, IOptionsMonitor<LimitOptions> limits, TimeProvider time)
{
    public async Task<Outcome<ScmIntegration>> LinkAsync(
        CurrentOwner owner, OAuthPlatform platform, OAuthTokens tokens, CancellationToken cancellationToken)
    {
        if (!ScmAccessToken.TryParse(tokens.AccessToken.Reveal(), out var token))
        {
            return Refusal.Invalid(Fields.AccessToken, "is not valid");
        }

        var result = await examiner.ExamineAsync(platform.Provider, platform.Instance, token, cancellationToken);
        if (result.Value is not { } account)
        {
            audit.Refused(
                owner, platform.Provider.Type, platform.Instance.Address.Host, result.Failure!.Reason, result.Failure.Detail);
            return LinkRefusals.ForToken(result.Failure, platform.Provider);
        }

        // Not cancelled from here on: the platform has given tokens, and whoever asks again gets others.
        var kept = await KeepAsync(owner, platform, account, tokens);
        return kept.Refusal is { Status: StatusCodes.Status409Conflict } ? await KeepAsync(owner, platform, account, tokens) : kept;
    }

    private async Task<Outcome<ScmIntegration>> KeepAsync(
        CurrentOwner owner, OAuthPlatform platform, ScmAccount account, OAuthTokens tokens)
    {
        var known = (await store.ListAsync(owner.Id, CancellationToken.None)).FirstOrDefault(one
            => one.Type == platform.Provider.Type && one.Instance == platform.Instance && one.Uid == account.Uid);
        return known is null ? await AddAsync(owner, platform, account, tokens) : await ReplaceAsync(known, account, tokens);
    }

    private async Task<Outcome<ScmIntegration>> AddAsync(
        CurrentOwner owner, OAuthPlatform platform, ScmAccount account, OAuthTokens tokens)
    {
        var integration = With(tokens, account, account.ToIntegration(owner, platform.Provider.Type, platform.Instance, time.GetUtcNow()));
        switch (await store.AddAsync(integration, limits.CurrentValue.IntegrationsPerOwner, CancellationToken.None))
        {
            case AddOutcome.Added:
                audit.Linked(integration);
                return integration;
            case AddOutcome.Duplicate:
                return Refusal.Changed();
            default:
                return Refusal.Invalid(Fields.ScmType, "cannot be linked: there are too many integrations already");
        }
    }

    private async Task<Outcome<ScmIntegration>> ReplaceAsync(ScmIntegration known, ScmAccount account, OAuthTokens tokens)
    {
        var replaced = With(tokens, account, known.Refresh(account, time.GetUtcNow()));
        if (await store.UpdateAsync(replaced, CancellationToken.None) != UpdateOutcome.Updated)
        {
            return Refusal.Changed();
        }

        audit.Replaced(replaced);
        return replaced;
    }

    private static ScmIntegration With(OAuthTokens tokens, ScmAccount account, ScmIntegration integration) => integration with
    {
        AccessToken = tokens.AccessToken,
        RefreshToken = tokens.RefreshToken,
        ExpiresAt = tokens.ExpiresAt ?? account.ExpiresAt,
    };
}
