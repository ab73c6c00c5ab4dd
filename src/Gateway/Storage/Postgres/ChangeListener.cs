using Gateway.Storage.Caching;
using Npgsql;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Hears from the database whose integrations any gateway has changed, and forgets them here. While it cannot hear, and until it has heard that
/// it can again, nothing is answered from memory.
/// </summary>
internal sealed partial class ChangeListener(
    PostgresConnections connections, OwnerCache cache, TimeProvider time, ILogger<ChangeListener> logger) : IAsyncDisposable
{
    private const string Listen = "listen gateway_owner_changed";

    /// <summary>How often the connection has to prove that it lives.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    /// <summary>How long after a proof the cache may be believed.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;

    public void Start()
    {
        cache.Suspend();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await _stopping.CancelAsync();
            await running;
            _stopping.Dispose();
        }
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                cache.Suspend();
                Log.Deaf(logger, exception);
                await Task.Delay(Pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) => Forget(notification.Payload);
        await AdvisoryLocks.AskAsync(connection, "select pg_advisory_lock_shared($1)", AdvisoryLocks.Use, cancellationToken);
        await ExecuteAsync(connection, Listen, cancellationToken);
        cache.Resume(Lease);
        Log.Listening(logger);
        while (true)
        {
            var asked = time.GetTimestamp();
            await ExecuteAsync(connection, "select 1", cancellationToken);
            cache.Extend(Lease - time.GetElapsedTime(asked));
            await connection.WaitAsync(Pulse, cancellationToken);
        }
    }

    // What was announced before the answer is heard before it.
    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = (int)Lease.TotalSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Forget(string ownerId)
    {
        if (ownerId.Length == 0)
        {
            cache.InvalidateAll();
        }
        else
        {
            cache.Invalidate(ownerId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2052, LogLevel.Debug, "Changes made by other gateways are heard.")]
        public static partial void Listening(ILogger logger);

        [LoggerMessage(2053, LogLevel.Warning, "Changes made by other gateways cannot be heard; every answer is read from the database until they are.")]
        public static partial void Deaf(ILogger logger, Exception exception);
    }
}
