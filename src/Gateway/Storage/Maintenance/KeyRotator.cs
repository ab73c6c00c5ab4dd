using Gateway.ScmIntegrations;
using Gateway.Storage.Caching;
using Gateway.Storage.Protection;

namespace Gateway.Storage.Maintenance;

/// <summary>
/// Seals with the newest key whatever an older one has sealed, while the store is in use. Can be interrupted and started again at any point:
/// each integration has one good seal, the old or the new.
/// </summary>
internal sealed class KeyRotator(IStoreBackend backend, KeyRing ring, ITokenProtector protector, OwnerCache cache, TimeProvider time)
{
    /// <summary>By then every gateway that shares the key folder has looked into it again, and what it had sealed before has reached the store.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(60);

    /// <summary>Whether an older key may still be in use.</summary>
    public async Task<bool> IsDueAsync(CancellationToken cancellationToken)
        => ring.Keys.Active is { } active && (await backend.ReadKeysAsync(cancellationToken)).Any(use => use.KeyId != active.Id);

    public static bool IsSealedWithAnother(ScmIntegration integration, ProtectionKey key)
        => IsOld(integration.AccessToken, key) || IsOld(integration.RefreshToken, key);

    public async Task<RotationSummary> RunAsync(IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        var active = ring.Keys.Active ?? throw new StoreUnavailableException("The key ring is not loaded.");
        var resealed = 0L;
        while (true)
        {
            var settled = time.GetUtcNow() - active.CreatedAt >= SettleTime;
            var pass = await PassAsync(active, progress, cancellationToken);
            resealed += pass.Resealed;
            if (pass.Unreadable > 0)
            {
                return new RotationSummary(active.Id, resealed, pass.Unreadable, []);
            }

            if (settled && pass.Resealed == 0)
            {
                var old = (await backend.ReadKeysAsync(cancellationToken)).Select(use => use.KeyId).Where(id => id != active.Id).ToList();
                await backend.ForgetKeysAsync(old, cancellationToken);
                return new RotationSummary(active.Id, resealed, 0, [.. ring.Keys.All.Select(key => key.Id).Where(id => id != active.Id)]);
            }

            if (!settled)
            {
                progress.Report(new StoreProgress("waiting for other gateways to see the new key", resealed, 1));

                // The pass may have taken longer than was left, and a wait of a millisecond below nothing would be one for ever.
                var left = active.CreatedAt + SettleTime - time.GetUtcNow();
                await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
            }
        }
    }

    private async Task<Pass> PassAsync(ProtectionKey active, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        var changes = new List<SealedChange>(StoreProgress.Interval);
        long seen = 0, resealed = 0, unreadable = 0;
        await foreach (var integration in backend.ReadAllAsync(null, cancellationToken))
        {
            if (IsSealedWithAnother(integration, active))
            {
                if (await ResealAsync(integration, cancellationToken) is { } change)
                {
                    changes.Add(change);
                }
                else
                {
                    unreadable++;
                }
            }

            if (++seen % StoreProgress.Interval == 0)
            {
                resealed += await StoreAsync(changes, cancellationToken);
                progress.Report(new StoreProgress("sealing with the new key", seen, StoreProgress.FractionOf(integration.Id)));
            }
        }

        return new Pass(resealed + await StoreAsync(changes, cancellationToken), unreadable);
    }

    private async Task<int> StoreAsync(List<SealedChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return 0;
        }

        _ = await backend.ReplaceSealedAsync(changes, cancellationToken);
        foreach (var change in changes)
        {
            cache.Invalidate(change.Before.OwnerId);
        }

        // Also those that somebody was changing meanwhile: the next pass looks at them again.
        var count = changes.Count;
        changes.Clear();
        return count;
    }

    private async Task<SealedChange?> ResealAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        var access = await ResealAsync(integration, integration.AccessToken, nameof(ScmIntegration.AccessToken), cancellationToken);
        var refresh = await ResealAsync(integration, integration.RefreshToken, nameof(ScmIntegration.RefreshToken), cancellationToken);
        return (access is null) == (integration.AccessToken is null) && (refresh is null) == (integration.RefreshToken is null)
            ? new SealedChange(integration, access, refresh)
            : null;
    }

    private async Task<Secret?> ResealAsync(ScmIntegration integration, Secret? sealedText, string field, CancellationToken cancellationToken)
    {
        var binding = TokenBinding.Of(integration, field);
        return sealedText is not null && protector.TryUnseal(sealedText, binding, out var text, out _)
            ? await protector.SealAsync(text, binding, cancellationToken)
            : null;
    }

    private static bool IsOld(Secret? sealedText, ProtectionKey active)
        => sealedText is not null && !(SealedText.TrySplit(sealedText.Reveal(), out var keyId, out _) && keyId.SequenceEqual(active.Id));

    private readonly record struct Pass(long Resealed, long Unreadable);
}
