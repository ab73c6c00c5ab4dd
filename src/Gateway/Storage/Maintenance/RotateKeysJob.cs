using Gateway.Storage.Protection;
using Microsoft.Extensions.Options;

namespace Gateway.Storage.Maintenance;

/// <summary>
/// Makes a new key, and sees to it that it takes over. Where a gateway is running over the store, that one does the work, and this waits until
/// it has; otherwise it is done here.
/// </summary>
internal sealed class RotateKeysJob(
    StoreFactory stores,
    IStoreBackend backend,
    KeyRing ring,
    KeyCheck check,
    KeyRotator rotator,
    ITokenProtector protector,
    IOptions<StorageOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // By then the gateway has gone through everything at least once.
    private static readonly TimeSpan UntilLook = KeyRotator.SettleTime + KeyRotationService.Interval;

    public async Task<RotationSummary> RunAsync(IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        var isMine = await TryOpenAsync(cancellationToken);
        if (!isMine)
        {
            ring.Load();
        }

        var key = ring.Create();
        return isMine ? await rotator.RunAsync(progress, cancellationToken) : await WaitAsync(key, progress, cancellationToken);
    }

    private async Task<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await backend.OpenAsync(cancellationToken);
        }
        catch (StoreInUseException)
        {
            return false;
        }

        await check.RunAsync(cancellationToken);
        return true;
    }

    // The gateway forgets the older keys when nothing is sealed with them any more.
    private async Task<RotationSummary> WaitAsync(ProtectionKey key, IProgress<StoreProgress> progress, CancellationToken cancellationToken)
    {
        var maintenance = stores.CreateMaintenance(options.Value.Kind);
        await using var disposed = maintenance as IAsyncDisposable;
        while (true)
        {
            await Task.Delay(Pause, time, cancellationToken);
            await using var snapshot = await maintenance.OpenSnapshotAsync(cancellationToken);
            var uses = await snapshot.ReadKeysAsync(cancellationToken);
            if (uses.All(use => use.KeyId == key.Id))
            {
                return new RotationSummary(key.Id, 0, 0, [.. ring.Keys.All.Select(one => one.Id).Where(id => id != key.Id)]);
            }

            var left = time.GetUtcNow() - key.CreatedAt < UntilLook ? default : await CountLeftAsync(snapshot, key, cancellationToken);
            if (left is { Readable: 0, Unreadable: > 0 })
            {
                return new RotationSummary(key.Id, 0, left.Unreadable, []);
            }

            progress.Report(new StoreProgress("waiting for the running gateway to seal with the new key", 0, 0));
        }
    }

    // What cannot be unsealed keeps its old key in use for ever: there is nothing to wait for.
    private async Task<(long Readable, long Unreadable)> CountLeftAsync(
        IStoreSnapshot snapshot, ProtectionKey key, CancellationToken cancellationToken)
    {
        var check = new SealedCheck(protector);
        var left = 0L;
        await foreach (var integration in snapshot.ReadIntegrationsAsync(cancellationToken))
        {
            if (KeyRotator.IsSealedWithAnother(integration, key))
            {
                left++;
                check.Look(integration);
            }
        }

        return (left - check.Unreadable, check.Unreadable);
    }
}
