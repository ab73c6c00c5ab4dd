using System.Collections.Concurrent;
using Gateway.Storage;
using Microsoft.Extensions.Options;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations.Health;

/// <summary>
/// Goes through all integrations, round and round, and has those checked whose last answer has grown old: slowly, at uneven intervals, and
/// leaving alone an instance that is down or asks for peace.
/// </summary>
internal sealed partial class TokenSweep(
    IScmIntegrationStore store, TokenCheck check, IOptionsMonitor<SweepOptions> options, TimeProvider time, ILogger<TokenSweep> logger)
    : BackgroundService
{
    private const int RoundsPerPeriod = 48;

    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _pausedInstances = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Jitter(FirstRound), time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            if (options.CurrentValue.Enabled)
            {
                await GoRoundAsync(stoppingToken);
            }

            await Task.Delay(Jitter(BetweenRounds), time, stoppingToken);
        }
    }

    // A round reads every row, so a large store must not go round all the time; a platform that was away is asked in the next one.
    private TimeSpan BetweenRounds
        => TimeSpan.FromMinutes(Math.Clamp(options.CurrentValue.Period.TotalMinutes / RoundsPerPeriod, 1, 60));

    private async Task GoRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var integration in store.ReadAllAsync(after: null, cancellationToken))
            {
                if (IsDue(integration))
                {
                    await Task.Delay(Jitter(TimeSpan.FromSeconds(1 / options.CurrentValue.CallsPerSecond)), time, cancellationToken);
                    await CheckAsync(integration, cancellationToken);
                }
            }
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(logger, exception);
        }
    }

    private bool IsDue(ScmIntegration integration)
    {
        var now = time.GetUtcNow();
        return integration.AccessToken is not null
            && (integration.CheckedAt is not { } checkedAt || now - checkedAt >= options.CurrentValue.Period)
            && (!_pausedInstances.TryGetValue(integration.Instance.Url, out var until) || now >= until);
    }

    private async Task CheckAsync(ScmIntegration integration, CancellationToken cancellationToken)
    {
        var result = await check.CheckAsync(integration, cancellationToken);
        if (result.IsSuccess)
        {
            _pausedInstances.TryRemove(integration.Instance.Url, out _);
            return;
        }

        var pause = result.Failure.RetryAfter ?? Pause;
        _pausedInstances[integration.Instance.Url] = time.GetUtcNow() + pause;
        Log.Paused(logger, integration.Type, result.Failure.Reason, pause);
    }

    // Between half and one and a half times as long, so that gateways and platforms do not fall into step.
    private static TimeSpan Jitter(TimeSpan mean) => mean * (0.5 + Random.Shared.NextDouble());

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "An instance of {ScmType} is left alone for {Pause}: {Reason}.")]
        public static partial void Paused(ILogger logger, ScmType scmType, ScmFailureReason reason, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "The round over all integrations was broken off, because the store is away.")]
        public static partial void StoreAway(ILogger logger, Exception exception);
    }
}
