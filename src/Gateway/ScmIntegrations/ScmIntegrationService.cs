using Gateway.Identity;
using Gateway.Plugins;
using Gateway.ScmIntegrations.Contracts;
using Gateway.ScmIntegrations.Health;
using Gateway.Storage;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>Links, shows and unlinks the accounts of an owner.</summary>
internal sealed class ScmIntegrationService(
    IScmIntegrationStore store,
    IProviderCatalog providers,
    IntegrationFinder finder,
    ScmIntegrationValidator validator,
    TokenExaminer examiner,
    TokenCheck check,
    UnreachableFloor floor,
    AuditLog audit,
    IOptionsMonitor<LimitOptions> limits,
    TimeProvider time)
{
    public async ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(CurrentOwner owner, CancellationToken cancellationToken)
    {
        var integrations = await store.ListAsync(owner.Id, cancellationToken);
        return integrations.All(IsVouchedFor) ? integrations : [.. integrations.Select(AsSeenNow)];
    }

    public async ValueTask<Outcome<ScmIntegration>> FindAsync(CurrentOwner owner, string reference, CancellationToken cancellationToken)
    {
        var found = await finder.FindForReadingAsync(owner.Id, reference, cancellationToken);
        return found.Value is { } integration ? AsSeenNow(integration) : found;
    }

    public async Task<Outcome<ScmIntegration>> CreateAsync(
        CurrentOwner owner, CreateScmIntegrationRequest request, CancellationToken cancellationToken)
    {
        var validated = validator.Validate(request);
        if (validated.Value is not { } link)
        {
            return validated.Refusal!;
        }

        // Before the platform is asked, so that a full account cannot make us dial; the store decides in the end.
        if ((await store.ListAsync(owner.Id, cancellationToken)).Count >= limits.CurrentValue.IntegrationsPerOwner)
        {
            return LimitReached();
        }

        var started = time.GetTimestamp();
        var result = await examiner.ExamineAsync(link.Provider, link.Instance, link.Token, cancellationToken);
        if (result.Value is not { } account)
        {
            audit.Refused(owner, link.Provider.Type, link.Instance.Address.Host, result.Failure!.Reason, result.Failure.Detail);
            await floor.HoldAsync(result.Failure, started, cancellationToken);
            return LinkRefusals.ForCreate(result.Failure, link.Provider);
        }

        return await AddAsync(Link(owner, link, account));
    }

    public async Task<Outcome<ScmIntegration>> ReplaceTokenAsync(
        CurrentOwner owner, string reference, ReplaceTokenRequest request, CancellationToken cancellationToken)
    {
        var found = await finder.FindForChangeAsync(owner.Id, reference, cancellationToken);
        if (found.Value is not { } integration)
        {
            return found.Refusal!;
        }

        var validated = ScmIntegrationValidator.Validate(request);
        if (validated.Value is not { } token)
        {
            return validated.Refusal!;
        }

        if (providers.Find(integration.Type) is not { } provider)
        {
            return NotServed(integration.Type);
        }

        var started = time.GetTimestamp();
        var result = await examiner.ExamineAsync(provider, integration.Instance, token, cancellationToken);
        if (result.Value is not { } account)
        {
            audit.Refused(owner, provider.Type, integration.Instance.Address.Host, result.Failure!.Reason, result.Failure.Detail);
            await floor.HoldAsync(result.Failure, started, cancellationToken);
            return LinkRefusals.ForToken(result.Failure, provider);
        }

        if (!integration.IsOf(account))
        {
            return Refusal.Invalid(Fields.AccessToken, $"belongs to another {provider.PlatformName} account");
        }

        // A token that somebody pastes is not refreshed, and ends when the platform says.
        var byHand = integration with { AccessToken = new Secret(token.Reveal()), RefreshToken = null };
        return await ReplaceAsync(byHand.Refresh(account, time.GetUtcNow()));
    }

    /// <summary>Asks the platform now what the sweep would ask later.</summary>
    public async Task<Outcome<ScmIntegration>> CheckAsync(CurrentOwner owner, string reference, CancellationToken cancellationToken)
    {
        var found = await finder.FindForChangeAsync(owner.Id, reference, cancellationToken);
        if (found.Value is not { } integration)
        {
            return found.Refusal!;
        }

        if (providers.Find(integration.Type) is not { } provider)
        {
            return NotServed(integration.Type);
        }

        var started = time.GetTimestamp();
        var result = await check.CheckAsync(integration, cancellationToken);
        if (result.Failure is { } failure)
        {
            await floor.HoldAsync(failure, started, cancellationToken);
            return LinkRefusals.ForToken(failure, provider);
        }

        // What is kept now: somebody may have replaced or removed it meanwhile.
        return await store.FindAsync(owner.Id, integration.Id, cancellationToken) is { } kept ? AsSeenNow(kept) : Refusal.NotFound;
    }

    public async Task<Outcome<ScmIntegration>> RemoveAsync(CurrentOwner owner, string reference, CancellationToken cancellationToken)
    {
        var found = await finder.FindForChangeAsync(owner.Id, reference, cancellationToken);
        if (found.Value is not { } integration)
        {
            return found.Refusal!;
        }

        if (!await store.RemoveAsync(owner.Id, integration.Id, CancellationToken.None))
        {
            return Refusal.NotFound;
        }

        audit.Unlinked(owner.Id, integration.Type, integration.Id);
        return integration;
    }

    public static Refusal NotServed(ScmType type) => Refusal.Unavailable($"{type} is not served by this gateway now");

    // Whether a token is good, only a plugin can tell: without one, an integration stays as it is and says that nobody knows.
    private ScmIntegration AsSeenNow(ScmIntegration integration)
        => IsVouchedFor(integration) ? integration : integration with { Status = IntegrationStatus.Unknown };

    private bool IsVouchedFor(ScmIntegration integration)
        => integration.Status != IntegrationStatus.Active || providers.Find(integration.Type) is not null;

    private ScmIntegration Link(CurrentOwner owner, ScmIntegrationValidator.ValidLink link, ScmAccount account)
        => account.ToIntegration(owner, link.Provider.Type, link.Instance, time.GetUtcNow()) with { AccessToken = new Secret(link.Token.Reveal()) };

    // Not cancelled with the request: the platform has vouched, and half a link is worse than one nobody waits for.
    private async Task<Outcome<ScmIntegration>> AddAsync(ScmIntegration integration)
    {
        switch (await store.AddAsync(integration, limits.CurrentValue.IntegrationsPerOwner, CancellationToken.None))
        {
            case AddOutcome.Added:
                audit.Linked(integration);
                return integration;
            case AddOutcome.Duplicate:
                return Refusal.Invalid(Fields.Url, "is already linked");
            default:
                return LimitReached();
        }
    }

    private async Task<Outcome<ScmIntegration>> ReplaceAsync(ScmIntegration integration)
    {
        switch (await store.UpdateAsync(integration, CancellationToken.None))
        {
            case UpdateOutcome.Updated:
                audit.Replaced(integration);
                return integration;
            case UpdateOutcome.NotFound:
                return Refusal.NotFound;
            default:
                return Refusal.Changed();
        }
    }

    private Refusal LimitReached() => Refusal.Invalid(
        Fields.ScmType, $"cannot be linked: an account has at most {limits.CurrentValue.IntegrationsPerOwner} integrations");
}
