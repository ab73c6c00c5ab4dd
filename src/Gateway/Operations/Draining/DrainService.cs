using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Draining;

/// <summary>
/// Between the signal and the end of accepting: readiness is red, answers close their connections, and the balancer has time to see it.
/// Only for SIGTERM, which comes from whoever restarts services; who presses Ctrl+C does not want to wait.
/// </summary>
internal sealed partial class DrainService(
    DrainState state, IOptions<DrainOptions> options, TimeProvider time, ILogger<DrainService> logger) : IHostedLifecycleService, IDisposable
{
    private PosixSignalRegistration? _registration;
    private volatile bool _wasTerminated;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => _wasTerminated = true);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        state.Begin();
        if (!_wasTerminated || options.Value.Delay == TimeSpan.Zero)
        {
            return;
        }

        Log.Draining(logger, options.Value.Delay);
        await Task.Delay(options.Value.Delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Log.Drained(logger);
        return Task.CompletedTask;
    }

    public void Dispose() => _registration?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Told to stop: not ready any more, and accepting for {Delay} yet.")]
        public static partial void Draining(ILogger logger, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Information, "Every request has ended.")]
        public static partial void Drained(ILogger logger);
    }
}
