using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Gateway.ScmIntegrations;

namespace Gateway.Storage.Protection;

/// <summary>Seals tokens on their way into the store and unseals them on their way out; what cannot be unsealed is not served.</summary>
internal sealed partial class ProtectingScmIntegrationStore(
    IScmIntegrationStore inner, ITokenProtector protector, Quarantine quarantine, ILogger<ProtectingScmIntegrationStore> logger) : IScmIntegrationStore
{
    public ValueTask<IReadOnlyList<ScmIntegration>> ListAsync(string ownerId, CancellationToken cancellationToken)
    {
        var answer = inner.ListAsync(ownerId, cancellationToken);
        return answer.IsCompletedSuccessfully ? ValueTask.FromResult<IReadOnlyList<ScmIntegration>>(Unseal(answer.Result)) : AwaitAsync(answer);

        async ValueTask<IReadOnlyList<ScmIntegration>> AwaitAsync(ValueTask<IReadOnlyList<ScmIntegration>> pending) => Unseal(await pending);
    }

    public ValueTask<ScmIntegration?> FindAsync(string ownerId, Guid id, CancellationToken cancellationToken)
    {
        var answer = inner.FindAsync(ownerId, id, cancellationToken);
        return answer.IsCompletedSuccessfully ? ValueTask.FromResult(UnsealOne(answer.Result)) : AwaitAsync(answer);

        async ValueTask<ScmIntegration?> AwaitAsync(ValueTask<ScmIntegration?> pending) => UnsealOne(await pending);
    }

    public async Task<AddOutcome> AddAsync(ScmIntegration integration, int limit, CancellationToken cancellationToken)
    {
        var sealedOne = await SealAsync(integration, cancellationToken);
        var outcome = await inner.AddAsync(sealedOne, limit, cancellationToken);
        return outcome == AddOutcome.Duplicate && await RemoveUnreadableAsync(integration, cancellationToken)
            ? await inner.AddAsync(sealedOne, limit, cancellationToken)
            : outcome;
    }

    public async Task<UpdateOutcome> UpdateAsync(ScmIntegration integration, CancellationToken cancellationToken)
        => await inner.UpdateAsync(await SealAsync(integration, cancellationToken), cancellationToken);

    public Task<bool> RemoveAsync(string ownerId, Guid id, CancellationToken cancellationToken) => inner.RemoveAsync(ownerId, id, cancellationToken);

    public ValueTask<bool> HasAdoptedAsync(string ownerId, CancellationToken cancellationToken) => inner.HasAdoptedAsync(ownerId, cancellationToken);

    public async Task AdoptAsync(string ownerId, IReadOnlyList<ScmIntegration> integrations, CancellationToken cancellationToken)
    {
        var sealedOnes = new List<ScmIntegration>(integrations.Count);
        foreach (var integration in integrations)
        {
            sealedOnes.Add(await SealAsync(integration, cancellationToken));
        }

        await inner.AdoptAsync(ownerId, sealedOnes, cancellationToken);
    }

    public async IAsyncEnumerable<ScmIntegration> ReadAllAsync(Guid? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var integration in inner.ReadAllAsync(after, cancellationToken))
        {
            if (TryUnseal(integration, out var readable))
            {
                yield return readable;
            }
        }
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    private async ValueTask<ScmIntegration> SealAsync(ScmIntegration integration, CancellationToken cancellationToken) => integration with
    {
        AccessToken = integration.AccessToken is { } access
            ? await protector.SealAsync(access, TokenBinding.Of(integration, nameof(ScmIntegration.AccessToken)), cancellationToken) : null,
        RefreshToken = integration.RefreshToken is { } refresh
            ? await protector.SealAsync(refresh, TokenBinding.Of(integration, nameof(ScmIntegration.RefreshToken)), cancellationToken) : null,
    };

    // The owner does not see it and links the account again: the new one takes the place of the one that is of no use to anybody.
    private async Task<bool> RemoveUnreadableAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        var stored = await inner.ListAsync(integration.OwnerId, cancellationToken);
        if (stored.FirstOrDefault(one => IntegrationIdentity.IsSameAccount(one, integration)) is not { } twin || !IsLost(twin))
        {
            return false;
        }

        Log.Replaced(logger, twin.Id);
        return await inner.RemoveAsync(twin.OwnerId, twin.Id, cancellationToken);
    }

    private List<ScmIntegration> Unseal(IReadOnlyList<ScmIntegration> integrations)
    {
        var readable = new List<ScmIntegration>(integrations.Count);
        for (var i = 0; i < integrations.Count; i++)
        {
            if (TryUnseal(integrations[i], out var integration))
            {
                readable.Add(integration);
            }
        }

        return readable;
    }

    private ScmIntegration? UnsealOne(ScmIntegration? integration)
        => integration is not null && TryUnseal(integration, out var readable) ? readable : null;

    // A key that is not there may be one that another gateway has just made, and is no reason to throw away what it seals.
    private bool IsLost(ScmIntegration integration)
        => IsLost(integration, integration.AccessToken, nameof(ScmIntegration.AccessToken))
        || IsLost(integration, integration.RefreshToken, nameof(ScmIntegration.RefreshToken));

    private bool IsLost(ScmIntegration integration, Secret? sealedText, string field)
        => sealedText is not null
        && !protector.TryUnseal(sealedText, TokenBinding.Of(integration, field), out _, out var reason)
        && reason != QuarantineReason.KeyMissing;

    private bool TryUnseal(ScmIntegration integration, [NotNullWhen(true)] out ScmIntegration? readable)
    {
        readable = null;
        if (!TryUnseal(integration, integration.AccessToken, nameof(ScmIntegration.AccessToken), out var access)
            || !TryUnseal(integration, integration.RefreshToken, nameof(ScmIntegration.RefreshToken), out var refresh))
        {
            return false;
        }

        readable = integration with { AccessToken = access, RefreshToken = refresh };
        return true;
    }

    private bool TryUnseal(ScmIntegration integration, Secret? sealedText, string field, out Secret? text)
    {
        text = null;
        if (sealedText is null || protector.TryUnseal(sealedText, TokenBinding.Of(integration, field), out text, out var reason))
        {
            return true;
        }

        quarantine.Report(integration.Id, reason);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(2021, LogLevel.Warning, "Integration {IntegrationId} was in quarantine, and its owner has linked the account again: it was replaced.")]
        public static partial void Replaced(ILogger logger, Guid integrationId);
    }
}
