using Gateway.Storage.Protection;

namespace Gateway.Storage.Maintenance;

/// <summary>Looks into the key folder now and then, and when a newer key is there, goes over to it.</summary>
internal sealed partial class KeyRotationService(KeyRing ring, KeyRotator rotator, TimeProvider time, ILogger<KeyRotationService> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PauseAfterUnreadable = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Interval;
            try
            {
                ring.Load();
                pause = await LookAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, exception);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        if (!await rotator.IsDueAsync(cancellationToken))
        {
            return Interval;
        }

        Log.Started(logger, ring.Keys.Active!.Id);
        var summary = await rotator.RunAsync(new Progress<StoreProgress>(), cancellationToken);
        Log.Ended(logger, summary.KeyId, summary.Resealed, summary.Unreadable);
        return summary.Unreadable > 0 ? PauseAfterUnreadable : Interval;
    }

    private static partial class Log
    {
        [LoggerMessage(2060, LogLevel.Information, "Key «{KeyId}» takes over: what older keys have sealed is being sealed with it.")]
        public static partial void Started(ILogger logger, string keyId);

        [LoggerMessage(2061, LogLevel.Information, "Key «{KeyId}» has taken over: {Resealed} integrations were sealed anew, {Unreadable} could not be unsealed.")]
        public static partial void Ended(ILogger logger, string keyId, long resealed, long unreadable);

        [LoggerMessage(2062, LogLevel.Warning, "Keys could not be looked after now; it is tried again.")]
        public static partial void Postponed(ILogger logger, Exception exception);
    }
}
