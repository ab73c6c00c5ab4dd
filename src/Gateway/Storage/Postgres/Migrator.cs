using DbUp;
using DbUp.Engine.Output;

namespace Gateway.Storage.Postgres;

/// <summary>Brings the tables to what this gateway needs; several gateways that start at once do it one after the other.</summary>
internal sealed partial class Migrator(PostgresConnections connections, ILogger<Migrator> logger)
{
    /// <exception cref="StoreUnavailableException">The database cannot be reached, or belongs to a newer gateway.</exception>
    public Task RunAsync(CancellationToken cancellationToken)
        => connections.UseAsync(
            async (connection, token) =>
            {
                await AdvisoryLocks.AskAsync(connection, "select pg_advisory_lock($1)", AdvisoryLocks.Migration, token);
                try
                {
                    Upgrade();
                }
                finally
                {
                    await AdvisoryLocks.AskAsync(connection, "select pg_advisory_unlock($1)", AdvisoryLocks.Migration, CancellationToken.None);
                }
            },
            cancellationToken);

    private void Upgrade()
    {
        var engine = DeployChanges.To
            .PostgresqlDatabase(connections.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.StartsWith(typeof(Migrator).Namespace + ".Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new UpgradeLog(logger))
            .Build();
        if (engine.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new StoreUnavailableException($"The database {connections.Name} belongs to a newer gateway (it has {unknown[^1]}). Start that version.");
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StoreUnavailableException($"The tables of the database {connections.Name} could not be made: {result.Error.Message}", result.Error);
        }
    }

    private sealed class UpgradeLog(ILogger logger) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args) => Log.Migrating(logger, Format(format, args));

        public void LogDebug(string format, params object[] args) => Log.Migrating(logger, Format(format, args));

        public void LogInformation(string format, params object[] args) => Log.Migrating(logger, Format(format, args));

        public void LogWarning(string format, params object[] args) => Log.Migrating(logger, Format(format, args));

        public void LogError(string format, params object[] args) => Log.NotMigrated(logger, Format(format, args), null);

        public void LogError(Exception ex, string format, params object[] args) => Log.NotMigrated(logger, Format(format, args), ex);

        private static string Format(string format, object[] args)
            => args.Length == 0 ? format : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
    }

    private static partial class Log
    {
        [LoggerMessage(2050, LogLevel.Debug, "Tables: {Message}")]
        public static partial void Migrating(ILogger logger, string message);

        [LoggerMessage(2051, LogLevel.Error, "Tables: {Message}")]
        public static partial void NotMigrated(ILogger logger, string message, Exception? exception);
    }
}
